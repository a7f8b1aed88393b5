"""Problems of an operation, as the OpenAPI document declares them."""

from app.api.problems._document import MEDIA_TYPE

__all__ = ["problems"]

_PROBLEM_CONTENT = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_DESCRIPTIONS = {
    400: "The request can't be parsed.",
    401: "No valid credentials.",
    403: "Inside the subtree, the named permission is missing.",
    404: "Nothing there, or outside the caller's subtree.",
    409: "The procedure or the state of things refuses; every reason is listed.",
    412: "The resource has changed since it was read.",
    413: "The body is too large.",
    415: "The content type is not supported.",
    422: "The input can't be; each field is named.",
    428: "If-Match is missing.",
    429: "Too many requests.",
    503: "Overloaded; see Retry-After.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, object]]:
    """Declare the problems of an operation for OpenAPI."""
    return {
        status: {"description": _DESCRIPTIONS[status], "content": _PROBLEM_CONTENT} for status in sorted(set(statuses))
    }
