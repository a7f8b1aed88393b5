"""Facts of training that a case rests on: certificates and exemptions. Classes and sessions are not modelled here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.domain.shared.errors import FieldError, Invalid

__all__ = ["Certificate", "CertificateKind", "Organiser", "TrainingExemption"]

HOURS_PER_DAY_MAX = 24
"""A day has no more hours than this; how many class hours make a day is not given by any text."""


class CertificateKind(StrEnum):
    """What the training was for."""

    ACTIVIST = "activist"
    DEVELOPMENT_OBJECT = "development_object"
    PROBATIONARY_MEMBER = "probationary_member"
    OTHER = "other"


class Organiser(StrEnum):
    """Which kind of body held the training; the text of the day says which of them may."""

    GRASSROOTS_COMMITTEE = "grassroots_committee"
    COUNTY_ORGANISATION_DEPARTMENT = "county_organisation_department"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A training certificate. ``valid_until`` is the last day it holds, None where the certificate names none."""

    id: UUID
    person_id: UUID
    kind: CertificateKind
    organiser: Organiser
    number: str
    days: int
    hours: int
    held_from: date
    held_to: date
    issued_on: date
    valid_until: date | None = None
    withdrawn_on: date | None = None

    def __post_init__(self) -> None:
        found = tuple(self._errors())
        if found:
            raise Invalid(found)

    def _errors(self) -> Iterator[FieldError]:
        if self.held_to < self.held_from:
            yield FieldError("/held_to", "training.ends-before-it-begins", self.held_from, self.held_to)
            return
        span = (self.held_to - self.held_from).days + 1
        if not 0 <= self.days <= span:
            yield FieldError("/days", "training.days-impossible", f"0..{span}", self.days)
        if not 0 <= self.hours <= span * HOURS_PER_DAY_MAX:
            yield FieldError("/hours", "training.hours-impossible", f"0..{span * HOURS_PER_DAY_MAX}", self.hours)
        if self.days == 0 and self.hours == 0:
            yield FieldError("/hours", "training.neither-days-nor-hours")
        if self.issued_on < self.held_to:
            yield FieldError("/issued_on", "training.issued-before-the-end", self.held_to, self.issued_on)
        if self.valid_until is not None and self.valid_until < self.issued_on:
            yield FieldError("/valid_until", "training.expires-before-issue", self.issued_on, self.valid_until)


@dataclass(frozen=True, slots=True)
class TrainingExemption:
    """A decision that admits somebody without training as a special case."""

    decision_number: str
    decided_on: date
    reason: str
