"""The reader's language: Chinese unless English is preferred."""

import re

from starlette.requests import Request

__all__ = ["language_of", "negotiate"]

_WEIGHT = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.ASCII | re.IGNORECASE)


def negotiate(header: str) -> str:
    """Return ``zh`` or ``en`` for an Accept-Language header; Chinese where nothing is said."""
    best, best_weight = "zh", 0.0
    for part in header[:500].split(","):
        tag, _, parameters = part.strip().partition(";")
        language = tag.strip().lower().split("-")[0]
        if language not in ("zh", "en", "*"):
            continue
        parameter = parameters.strip()
        written = _WEIGHT.fullmatch(parameter)
        weight = float(written[1]) if written is not None else 0.0 if parameter else 1.0
        if weight > best_weight:
            best, best_weight = ("zh" if language == "*" else language), weight
    return best


def language_of(request: Request) -> str:
    """Return the language to answer a request in."""
    return negotiate(request.headers.get("accept-language", ""))
