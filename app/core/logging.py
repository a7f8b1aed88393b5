"""Structured logs as JSON lines on stderr, without personal data.

One processor masks every key that could carry personal data or a secret; request paths are logged as route templates.
What libraries say goes the same way: the first line of their message, and of an exception its kinds and places only.
"""

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime

import orjson
import structlog

__all__ = ["PRIVATE_KEYS", "configure_logging", "log_request", "mask_private", "where_it_happened"]

PRIVATE_KEYS = frozenset(
    [
        "name",
        "citizen_id",
        "citizen_number",
        "phone",
        "mobile",
        "address",
        "birth_on",
        "password",
        "token",
        "access_token",
        "refresh_token",
        "secret",
        "authorization",
        "objector",
        "client_secret",
        "reason",
        "body",
        "query",
    ]
)
_MASK = "***"
_MOST_FRAMES = 12
_DEEPEST_CAUSE = 4
_LONGEST_SAYING = 200


_requests = True


def log_request(request_id: str, method: str, route: str, status: int, seconds: float) -> None:
    """Write the line of one request: the route's template and no value, made without the chain of processors."""
    if _requests:
        line = orjson.dumps(
            {
                "event": "request",
                "level": "info",
                "timestamp": datetime.now(UTC),
                "request_id": request_id,
                "method": method,
                "route": route,
                "status": status,
                "milliseconds": round(seconds * 1000, 1),
            }
        )
        sys.stderr.write(line.decode() + "\n")


def mask_private(_logger: object, _method: str, event: MutableMapping[str, object]) -> Mapping[str, object]:
    """Replace the values of private keys, at any depth of mappings."""
    return {key: _MASK if key in PRIVATE_KEYS else _masked(value) for key, value in event.items()}


def _masked(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _MASK if key in PRIVATE_KEYS else _masked(inner) for key, inner in value.items()}
    return value


def where_it_happened(_logger: object, _method: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Replace an exception by its kinds and places. Its text is never kept: it may quote rows, parameters or input."""
    error = event.pop("exc_info", None)
    told: list[dict[str, object]] = []
    while isinstance(error, BaseException) and len(told) < _DEEPEST_CAUSE:
        frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
        told.append(
            {
                "kind": f"{type(error).__module__}.{type(error).__qualname__}",
                "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
            }
        )
        error = error.__cause__ or error.__context__
    if told:
        event["exceptions"] = told
    return event


class _Stderr:
    """Writes lines to whatever standard error is at the moment, in one piece."""

    def __init__(self, *_: object) -> None:
        pass

    def msg(self, line: str) -> None:
        sys.stderr.write(line + "\n")

    debug = info = warning = error = critical = exception = log = msg


class _Libraries(logging.Handler):
    """Writes what libraries say without the values that they say it of: the driver's errors quote whole rows."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        error = record.exc_info[1] if record.exc_info else None
        event: MutableMapping[str, object] = {
            "event": "library",
            "level": record.levelname.lower(),
            "timestamp": datetime.now(UTC),
            "logger": record.name,
            "said": _said(record),
            "exc_info": error,
        }
        sys.stderr.write(orjson.dumps(where_it_happened(self, "", event)).decode() + "\n")


def _said(record: logging.LogRecord) -> str:
    """Return the first line of a message, filled in where nothing but numbers goes into it."""
    plain = isinstance(record.args, tuple) and all(isinstance(value, int | float) for value in record.args)
    lines = (record.getMessage() if plain else str(record.msg)).strip().splitlines()
    return lines[0][:_LONGEST_SAYING] if lines else ""


def configure_logging(level: str) -> None:
    """Set structlog and the standard library's logging up for the process."""
    global _requests
    root = logging.getLogger()
    if not any(isinstance(handler, _Libraries) for handler in root.handlers):
        root.addHandler(_Libraries(logging.WARNING))
    _requests = logging.getLevelNamesMapping()[level.upper()] <= logging.INFO
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            mask_private,
            where_it_happened,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=_Stderr,
        cache_logger_on_first_use=True,
    )
