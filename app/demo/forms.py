"""The register of application forms of the demo county: a range for each committee, a form for whoever got so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.demo.county import County
from app.demo.plan import Body
from app.domain.form_register.facts import FormFacts, FormNumber, FormState
from app.domain.organisations.facts import OrganisationKind

__all__ = ["Register"]

Row = Mapping[str, object]
_SERIES, _WIDTH, _RANGE = "QH", 8, 10_000


@dataclass
class _Range:
    id: UUID
    body: Body
    first: int
    next_number: int


@dataclass
class Register:
    """Hands out numbers, committee by committee, and keeps the rows to be written."""

    county: County
    forms: list[Row] = field(default_factory=list)
    _ranges: dict[UUID, _Range] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give every committee a range of its own."""
        committees = [body for body in self.county.tree if body.kind is OrganisationKind.COMMITTEE]
        for number, body in enumerate(committees):
            first = number * _RANGE + 1
            self._ranges[body.id] = _Range(self.county.ids(), body, first, first)

    def peek(self, committee_id: UUID) -> FormNumber:
        """Return the number that the committee issues next."""
        return FormNumber(_SERIES, self._ranges[committee_id].next_number, _WIDTH)

    def issue(self, committee_id: UUID, person_id: UUID, case_id: UUID, on: date, place: Row) -> FormFacts:
        """Issue the next form to a person."""
        held = self._ranges[committee_id]
        number = self.peek(committee_id)
        held.next_number += 1
        form_id = self.county.ids()
        self.forms.append(
            {
                "id": form_id,
                "range_id": held.id,
                "series": number.series,
                "number": number.number,
                "width": number.width,
                "holder_id": committee_id,
                "state": FormState.ISSUED.value,
                "person_id": person_id,
                "case_id": case_id,
                "happened_on": on,
                "version": 1,
                "recorded_at": self.county.now,
                **place,
            }
        )
        return FormFacts(form_id, number, FormState.ISSUED, committee_id, person_id, case_id, on)

    def taken(self) -> list[Row]:
        """Return the rows of the forms issued since the last call."""
        rows, self.forms = self.forms, []
        return rows

    def next_numbers(self) -> list[tuple[UUID, int]]:
        """Return for each range the number that comes next."""
        return [(held.id, held.next_number) for held in self._ranges.values()]

    def ranges(self) -> list[Row]:
        """Return the rows of the ranges as they stand now."""
        return [
            {
                "id": held.id,
                "holder_id": held.body.id,
                "series": _SERIES,
                "width": _WIDTH,
                "first_number": held.first,
                "last_number": held.first + _RANGE - 1,
                "next_number": held.next_number,
                "happened_on": date(self.county.today.year - 2, 1, 8),
                "version": 1,
                "recorded_at": self.county.now,
                **held.body.place.columns(),
            }
            for held in self._ranges.values()
        ]
