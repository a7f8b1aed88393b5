"""Models, one module per area. :func:`load_all` imports them all, so that the metadata is complete."""

from importlib import import_module
from pkgutil import iter_modules

__all__ = ["load_all"]


def load_all() -> None:
    """Import every module of this package."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
