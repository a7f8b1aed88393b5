"""Counters for ``/metrics``. Labels are route templates, never paths."""

from prometheus_client import Counter, Gauge, Histogram

__all__ = ["ERRORS", "IN_FLIGHT", "REQUESTS", "SECONDS"]

REQUESTS = Counter("zhibu_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram("zhibu_request_seconds", "Seconds to answer", ["method", "route"])
ERRORS = Counter("zhibu_errors_total", "Answers with status 5xx", ["route"])
IN_FLIGHT = Gauge("zhibu_requests_in_flight", "Requests being worked on")
