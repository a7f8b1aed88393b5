"""Query strings without surprises: a parameter that is no list comes once, numbers are plain digits."""

from collections.abc import Iterable
from urllib.parse import parse_qsl

from fastapi.dependencies.models import Dependant
from pydantic import BaseModel

from app.domain.shared.errors import FieldError, Invalid

__all__ = ["is_list", "list_parameters", "refuse_repeats"]


def is_list(annotation: object) -> bool:
    """Tell whether a parameter of this type may come more than once."""
    text = str(annotation)
    return "list[" in text or "tuple[" in text or "frozenset[" in text


def list_parameters(dependant: Dependant) -> frozenset[str]:
    """Return the names of a route's query parameters that may come more than once."""
    found: set[str] = set()
    for field in dependant.query_params:
        annotation = field.field_info.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            found |= {name for name, info in annotation.model_fields.items() if is_list(info.annotation)}
        elif is_list(annotation):
            found.add(field.alias)
    return frozenset(found).union(*(list_parameters(inner) for inner in dependant.dependencies))


def refuse_repeats(query_string: bytes, lists: Iterable[str]) -> None:
    """Raise Invalid for a parameter that comes twice: of two values one would be ignored in silence."""
    if b"&" not in query_string:
        return
    seen: set[str] = set()
    errors: list[FieldError] = []
    for name, _ in parse_qsl(query_string.decode("latin-1"), keep_blank_values=True):
        if name in seen and name not in lists:
            errors.append(FieldError(f"query:{name}", "request.repeated-parameter"))
        seen.add(name)
    if errors:
        raise Invalid(errors)
