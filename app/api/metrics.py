"""Counters for ``/metrics``. Labels are route templates, never paths."""

from functools import lru_cache

from prometheus_client import Counter, Gauge, Histogram

__all__ = ["ERRORS", "IN_FLIGHT", "REQUESTS", "SECONDS", "count"]

REQUESTS = Counter("zhibu_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram("zhibu_request_seconds", "Seconds to answer", ["method", "route"])
ERRORS = Counter("zhibu_errors_total", "Answers with status 5xx", ["route"])
IN_FLIGHT = Gauge("zhibu_requests_in_flight", "Requests being worked on")


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
