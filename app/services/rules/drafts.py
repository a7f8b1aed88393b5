"""From a request to a draft: the profile's values, replaced and completed by those given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.rules.facts import DraftValue
from app.domain.rules.profiles import PROFILES, Profile
from app.domain.rules.registry import PARAMETERS
from app.domain.rules.values import parse_value
from app.domain.shared.errors import FieldError, Invalid

__all__ = ["Adopt", "GivenValue", "draft_values", "given_values"]


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A parameter id with a value as it was sent."""

    parameter: str
    value: object


@dataclass(frozen=True, slots=True)
class Adopt:
    """A decision of an organisation to adopt a profile, single values, or a profile with some values replaced."""

    organisation_id: UUID
    decision_number: str
    decided_on: date
    effective_from: date
    profile: str | None = None
    values: tuple[GivenValue, ...] = ()
    leave_out: tuple[str, ...] = ()
    late_reason: str | None = None


def given_values(values: Sequence[GivenValue], pointer: str) -> tuple[DraftValue, ...]:
    """Read the values of a request. Raises Invalid, naming every unknown parameter and malformed value."""
    errors: list[FieldError] = []
    found: list[DraftValue] = []
    for index, item in enumerate(values):
        parameter = PARAMETERS.get(item.parameter)
        if parameter is None:
            errors.append(FieldError(f"{pointer}/{index}/parameter", "rules.unknown-parameter"))
            continue
        place = f"{pointer}/{index}/value"
        try:
            found.append(DraftValue(parameter, parse_value(parameter, item.value, place), pointer=place))
        except Invalid as error:
            errors.extend(error.errors)
    if errors:
        raise Invalid(errors)
    return tuple(found)


def draft_values(command: Adopt) -> tuple[DraftValue, ...]:
    """Return what a command would adopt. Raises Invalid for unknown names and for nothing to adopt."""
    given = given_values(command.values, "/values")
    if command.profile is None:
        if command.leave_out:
            raise Invalid(FieldError("/leave_out/0", "rules.not-in-profile"))
        if not given:
            raise Invalid(FieldError("/values", "rules.nothing-to-adopt"))
        return given
    profile = PROFILES.get(command.profile)
    if profile is None:
        raise Invalid(FieldError("/profile", "rules.unknown-profile", " | ".join(PROFILES)))
    return given + _rest_of(profile, {value.parameter.id for value in given}, command.leave_out)


def _rest_of(profile: Profile, given: set[str], leave_out: Sequence[str]) -> tuple[DraftValue, ...]:
    known = {value.parameter_id for value in profile.values}
    errors = [
        FieldError(f"/leave_out/{index}", "rules.not-in-profile")
        for index, name in enumerate(leave_out)
        if name not in known
    ]
    if errors:
        raise Invalid(errors)
    return tuple(
        DraftValue(value.parameter, value.value, profile.clause, value.note, "/values")
        for value in profile.values
        if value.parameter_id not in given and value.parameter_id not in leave_out
    )
