"""Tasks that a branch owes."""

from datetime import date
from types import SimpleNamespace
from uuid import UUID

from app.core.ids import new_id
from app.domain.tasks.facts import Owed
from app.persistence.scope import place_of
from app.services.tasks import follow
from tests.builders.world import World

__all__ = ["owe"]


async def owe(world: World, branch: str, *days: date, subject: UUID | None = None, done: date | None = None) -> UUID:
    """Owe a first talk on each of *days*, for one subject; return its id."""
    at = world.organisations[branch]
    subject_id = subject or new_id()
    async with world.system() as uow:
        owed = [Owed("first_talk", date(2026, 10, 1 + n), day, at.id, done_on=done) for n, day in enumerate(days)]
        await follow(
            uow,
            subject_kind="development_cases",
            subject_id=subject_id,
            place=place_of(at),
            person_id=None,
            owed=owed,
        )
        uow.emit("test:tasks:owe", SimpleNamespace(id=subject_id), subject_kind="tests")
    return subject_id
