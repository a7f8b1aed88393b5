"""The reader's language: Chinese unless English is preferred."""

from starlette.requests import Request

__all__ = ["language_of", "negotiate"]


def negotiate(header: str) -> str:
    """Return ``zh`` or ``en`` for an Accept-Language header; Chinese where nothing is said."""
    best, best_weight = "zh", 0.0
    for part in header[:500].split(","):
        tag, _, parameters = part.strip().partition(";")
        language = tag.strip().lower().split("-")[0]
        if language not in ("zh", "en", "*"):
            continue
        weight = 1.0
        name, _, text = parameters.strip().partition("=")
        if name.strip() == "q":
            try:
                weight = float(text)
            except ValueError:
                weight = 0.0
        if weight > best_weight:
            best, best_weight = ("zh" if language == "*" else language), weight
    return best


def language_of(request: Request) -> str:
    """Return the language to answer a request in."""
    return negotiate(request.headers.get("accept-language", ""))
