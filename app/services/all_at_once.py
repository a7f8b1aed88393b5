"""Several checks of one request that are told together: whoever mends the first error would meet the next one otherwise."""

from types import TracebackType

from app.domain.shared.errors import FieldError, Invalid

__all__ = ["AllAtOnce"]


class AllAtOnce:
    """Collects what checks find wrong with an input. Whatever else a check raises comes after what is wrong by then.

    ``with errors: await check(…)`` for each of them, then :meth:`tell`.
    """

    def __init__(self) -> None:
        self.errors: list[FieldError] = []

    def __enter__(self) -> None:
        """Begin a check."""

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Keep what the check found wrong."""
        if isinstance(raised, Invalid):
            self.errors += [error for error in raised.errors if error not in self.errors]
            return True
        if isinstance(raised, Exception):
            self.tell()
        return False

    def tell(self) -> None:
        """Raise Invalid with everything that was found, if anything was."""
        if self.errors:
            raise Invalid(self.errors)
