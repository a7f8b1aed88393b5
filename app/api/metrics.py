"""Counters for ``/metrics``. Labels are route templates, never paths."""

import math
import time
from contextlib import suppress
from functools import lru_cache

import asyncpg
from prometheus_client import Counter, Gauge, Histogram

from app.persistence.queue import depth

__all__ = ["ERRORS", "IN_FLIGHT", "REQUESTS", "SECONDS", "count", "count_jobs"]

REQUESTS = Counter("zhibu_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram("zhibu_request_seconds", "Seconds to answer", ["method", "route"])
ERRORS = Counter("zhibu_errors_total", "Answers with status 5xx", ["route"])
IN_FLIGHT = Gauge("zhibu_requests_in_flight", "Requests being worked on")
JOBS = Gauge("zhibu_jobs", "Jobs in the queue of the whole installation", ["state"])
JOBS_WAITING = Gauge("zhibu_jobs_oldest_seconds", "Seconds that the oldest waiting job has waited")

_COUNTED_SECONDS = 2.0
_counted_at = -math.inf


@lru_cache(maxsize=4096)
def _request(method: str, route: str, status: int) -> Counter:
    return REQUESTS.labels(method, route, str(status))


@lru_cache(maxsize=4096)
def _seconds(method: str, route: str) -> Histogram:
    return SECONDS.labels(method, route)


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    _request(method, route, status).inc()
    _seconds(method, route).observe(seconds)
    if status >= 500:
        ERRORS.labels(route).inc()


async def count_jobs(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    """Count the jobs of the queue, at most every two seconds; unknown (NaN) while the database does not answer."""
    global _counted_at
    if time.monotonic() - _counted_at < _COUNTED_SECONDS:
        return
    _counted_at = time.monotonic()
    queued, picked, oldest = math.nan, math.nan, math.nan
    with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError):
        queued, picked, oldest = await depth(pool)
    JOBS.labels("queued").set(queued)
    JOBS.labels("running").set(picked)
    JOBS_WAITING.set(oldest)
