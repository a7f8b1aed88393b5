"""The errors that domain and services raise; only ``app/api/problems.py`` knows status codes.

DomainError                      code, pointer, facts
├── NotFound                     404  nothing there, or outside the caller's subtree
├── Unauthenticated              401
├── Forbidden                    403  inside the subtree, the named permission is missing
├── Invalid                      422  the input itself can't be (fields with pointers)
├── Conflict                     409  the state of things does not allow it
│   ├── StaleVersion             412
│   ├── RuleRefused              409  a verdict with reasons
│   │   └── StepRefused          409  ... of a procedure's step: every unmet gate
│   └── AlreadyDone              409
├── VersionRequired              428  If-Match is missing
├── TooManyAttempts              429  with retry_after seconds
└── Overloaded                   503  with retry_after seconds
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.shared.clauses import Clause
from app.domain.shared.verdict import Scalar, Verdict

__all__ = [
    "AlreadyDone",
    "Conflict",
    "DomainError",
    "FieldError",
    "Forbidden",
    "Invalid",
    "NotFound",
    "Overloaded",
    "RuleRefused",
    "StaleVersion",
    "StepRefused",
    "TooManyAttempts",
    "Unauthenticated",
    "VersionRequired",
    "ensure",
]


class DomainError(Exception):
    """Base of everything that is answered as a problem. ``code`` is stable and a key of the message catalogue."""

    default_code = "internal"

    def __init__(
        self,
        code: str | None = None,
        *,
        pointer: str | None = None,
        clause: Clause | None = None,
        facts: Mapping[str, Scalar] | None = None,
    ) -> None:
        self.code = code or self.default_code
        self.pointer = pointer
        self.clause = clause
        self.facts: Mapping[str, Scalar] = facts or {}
        super().__init__(self.code)


class NotFound(DomainError):
    """Nothing there, or nothing that the caller may know of."""

    default_code = "not-found"


class Unauthenticated(DomainError):
    """No valid credentials."""

    default_code = "unauthenticated"


class Forbidden(DomainError):
    """The thing is visible to the caller, the permission is missing; the permission is named."""

    default_code = "forbidden"

    def __init__(self, permission: str, code: str | None = None) -> None:
        super().__init__(code, facts={"permission": permission})
        self.permission = permission


@dataclass(frozen=True, slots=True)
class FieldError:
    """One refused field: JSON pointer, stable code, what was expected. The refused value is never echoed."""

    pointer: str
    code: str
    expected: Scalar = None
    actual: Scalar = None
    facts: Mapping[str, Scalar] = field(default_factory=dict)


class Invalid(DomainError):
    """The input can't be; one or more fields are named."""

    default_code = "invalid"

    def __init__(self, errors: Sequence[FieldError] | FieldError, code: str | None = None) -> None:
        self.errors: tuple[FieldError, ...] = (errors,) if isinstance(errors, FieldError) else tuple(errors)
        super().__init__(code, pointer=self.errors[0].pointer if self.errors else None)


class Conflict(DomainError):
    """The state of things does not allow it."""

    default_code = "conflict"


class StaleVersion(Conflict):
    """The resource has changed since the caller read it."""

    default_code = "stale-version"


class AlreadyDone(Conflict):
    """The act was done before and can't be done twice."""

    default_code = "already-done"


class RuleRefused(Conflict):
    """A rule refused; the verdict carries every reason."""

    default_code = "rule-refused"

    def __init__(self, verdict: Verdict, code: str | None = None) -> None:
        super().__init__(code)
        self.verdict = verdict


class StepRefused(RuleRefused):
    """A step of a procedure can't be completed; the verdict lists every unmet gate."""

    default_code = "step-refused"

    def __init__(self, step: str, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.facts = {"step": step}
        self.step = step


class VersionRequired(DomainError):
    """A write to a changing resource came without If-Match."""

    default_code = "version-required"


class TooManyAttempts(DomainError):
    """Too many requests or login attempts."""

    default_code = "too-many-attempts"

    def __init__(self, retry_after: int, code: str | None = None) -> None:
        super().__init__(code, facts={"retry_after": retry_after})
        self.retry_after = retry_after


class Overloaded(DomainError):
    """More work than the process takes on; come back."""

    default_code = "overloaded"

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__(facts={"retry_after": retry_after})
        self.retry_after = retry_after


def ensure(verdict: Verdict) -> None:
    """Raise RuleRefused when *verdict* has unmet findings."""
    if not verdict:
        raise RuleRefused(verdict)
