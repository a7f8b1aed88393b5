"""What-if questions: a rule on given facts, under the law of a place and under values that it might adopt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.rules.evaluables import EVALUABLES, evaluate
from app.domain.rules.evaluations import Evaluation
from app.domain.shared.errors import FieldError, Invalid
from app.domain.shared.parameters import Adoption, Law
from app.persistence.models.people import Person
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.rules import CalendarRepository, LawRepository, organisation_ids
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.rules.drafts import GivenValue, given_values

__all__ = ["Answer", "Question", "ask"]

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Question:
    """A rule, the day, the facts; the law of an organisation, or the national one where none is named."""

    rule: str
    facts: Mapping[str, object]
    on: date | None = None
    organisation_id: UUID | None = None
    assume: tuple[GivenValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer as the law stands, and under the assumed values when there are any."""

    rule: str
    day: date
    as_it_stands: Evaluation
    assumed: Evaluation | None


async def ask(uow: UnitOfWork, question: Question) -> Answer:
    """Answer a what-if question; nothing is written.

    Raises Invalid for unknown rules and facts that can't be, NoFigure and NotComputable where there is no answer.
    """
    entry = EVALUABLES.get(question.rule)
    if entry is None:
        raise Invalid(FieldError("/rule", "rules.unknown-evaluation", " | ".join(EVALUABLES)))
    assumed = given_values(question.assume, "/assume")
    law = await _law(uow, question.organisation_id)
    day = question.on or uow.today
    extra = [
        Adoption(value.parameter.id, value.value, date.min, _NOBODY, "", "")
        for value in assumed
        if value.value is not None
    ]
    under = Law.of(law.calendar, (*law.adoptions, *extra))
    return Answer(
        entry.key,
        day,
        evaluate(entry, question.facts, law, day),
        evaluate(entry, question.facts, under, day) if extra else None,
    )


async def _law(uow: UnitOfWork, organisation_id: UUID | None) -> Law:
    if organisation_id is None:
        return Law.of(await uow.repository(CalendarRepository).calendar())
    laws = uow.repository(LawRepository)
    if await _binds_the_caller(uow, organisation_id):
        return await laws.of_organisation(organisation_id)
    organisation = await uow.repository(OrganisationRepository).get(organisation_id)
    return await laws.of_place(place_of(organisation))


async def _binds_the_caller(uow: UnitOfWork, organisation_id: UUID) -> bool:
    """Tell whether a body is the caller's own branch or stands above it: its rules bind a member, who may try them."""
    if uow.permission not in uow.caller.own_permissions:
        return False
    person = await uow.session.get(Person, uow.caller.person_id)
    return (
        person is not None and person.merged_into_id is None and organisation_id in organisation_ids(place_of(person))
    )
