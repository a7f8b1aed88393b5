"""The whole message catalogue: every area's ``messages`` and ``words`` modules, imported once."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import app.domain
from app.domain.shared import common_messages
from app.domain.shared.messages import CATALOGUE, Message

__all__ = ["load_catalogue"]


def load_catalogue() -> dict[str, Message]:
    """Import every area's messages and words, and return the joined catalogue."""
    import_module(common_messages.__name__)
    for area in iter_modules(app.domain.__path__):
        for part in ("messages", "words"):
            name = f"app.domain.{area.name}.{part}"
            if area.ispkg and find_spec(name) is not None:
                import_module(name)
    return CATALOGUE
