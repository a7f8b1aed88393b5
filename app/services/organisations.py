"""Organisations: founding and changing bodies of the tree."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.organisations.facts import LEVEL_OF, Classification, OrganisationKind, OrganisationState
from app.domain.organisations.levels import SCOPE_COLUMN, Level, Place
from app.domain.shared.errors import Conflict, FieldError, Invalid
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["FoundOrganisation", "found", "place_below"]


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """A body to be founded under ``parent_id`` (None for the county committee itself)."""

    parent_id: UUID | None
    kind: OrganisationKind
    classification: Classification
    code: str
    name: str
    short_name: str
    founded_on: date
    approval_power: bool = False


def place_below(parent: Place, kind: OrganisationKind, own_id: UUID) -> Place:
    """Return the place of a body of *kind* below *parent*: its own id stands at its own level."""
    level = LEVEL_OF[kind]
    columns = parent.columns()
    if level is not None:
        columns[SCOPE_COLUMN[level]] = own_id
    return Place(**columns)


async def found(uow: UnitOfWork, command: FoundOrganisation) -> Organisation:
    """Found a body.

    Raises Invalid for a day in the future, Conflict for a code that is taken, NotFound for a parent outside the
    caller's subtree.
    """
    if command.founded_on > uow.today:
        raise Invalid(FieldError("/founded_on", "field.future-day"))
    organisations = uow.repository(OrganisationRepository)
    if await organisations.code_taken(command.code):
        raise Conflict("organisations.code-taken", pointer="/code")
    parent = None if command.parent_id is None else await organisations.get(command.parent_id)
    own_id = new_id()
    level = LEVEL_OF[command.kind]
    organisation = organisations.add(
        Organisation(
            id=own_id,
            parent_id=command.parent_id,
            kind=command.kind.value,
            level=(level or Level.GROUP).value,
            classification=command.classification.value,
            code=command.code,
            name=command.name,
            short_name=command.short_name,
            approval_power=command.approval_power,
            state=OrganisationState.ACTIVE.value,
            founded_on=command.founded_on,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_below(place_of(parent) if parent else Place(), command.kind, own_id).columns(),
        )
    )
    uow.emit(
        "organisations:organisation:found",
        organisation,
        after={"kind": command.kind.value, "name": command.name, "code": command.code},
        details={"kind": command.kind.value, "founded_on": command.founded_on},
        event_type="organisations.organisation.founded",
    )
    return organisation
