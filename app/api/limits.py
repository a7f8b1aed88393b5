"""Rate limits of the public pages, per client address and process.

With several processes the effective limit is that many times higher; a proxy in front is the place for an exact one.
IPv6 clients count by their /64. Nothing is stored beyond the window, and nothing leaves the process.
"""

import ipaddress
import math
import time
from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from fastapi.params import Depends
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.responses import Response

from app.api.runtime import runtime_of
from app.core.config import Settings
from app.domain.shared.errors import TooManyAttempts

__all__ = ["client_network", "per_hour", "per_minute", "rate_headers"]


def per_minute(name: str, amount: Callable[[Settings], int]) -> Depends:
    """Limit a route to *amount* calls a minute from one address."""
    return Depends(_limit(name, lambda settings: RateLimitItemPerMinute(amount(settings))))


def per_hour(name: str, amount: Callable[[Settings], int]) -> Depends:
    """Limit a route to *amount* calls an hour from one address."""
    return Depends(_limit(name, lambda settings: RateLimitItemPerHour(amount(settings))))


def rate_headers(request: Request, response: Response) -> Response:
    """Tell the client what is left, in the fields of the IETF draft."""
    response.headers.update(getattr(request.state, "rate_headers", {}))
    return response


def _limit(name: str, item_of: Callable[[Settings], RateLimitItem]) -> Callable[[Request], Awaitable[None]]:
    async def check(request: Request) -> None:
        limiter, item, client = _limiter(request.app), item_of(runtime_of(request).settings), client_network(request)
        passed = limiter.hit(item, name, client)
        stats = limiter.get_window_stats(item, name, client)
        wait = max(1, math.ceil(stats.reset_time - time.time()))
        request.state.rate_headers = {
            "ratelimit-policy": f'"{name}";q={item.amount};w={item.get_expiry()}',
            "ratelimit": f'"{name}";r={stats.remaining};t={wait}',
        }
        if not passed:
            raise TooManyAttempts(wait)

    return check


def _limiter(app: FastAPI) -> MovingWindowRateLimiter:
    found: MovingWindowRateLimiter | None = getattr(app.state, "rate_limiter", None)
    if found is None:
        found = app.state.rate_limiter = MovingWindowRateLimiter(MemoryStorage())
    return found


def client_network(request: Request) -> str:
    """Return the address of the client, of an IPv6 one its /64."""
    host = request.client.host if request.client else "-"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((int(address), 64), strict=False))
    return str(address)
