"""A case with its file and laws, and keeping the row in step with the file."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from app.domain.development.acts import current_act
from app.domain.development.casefile import CaseFile, LawOf
from app.domain.development.duties import duties
from app.domain.development.engine import next_steps
from app.domain.development.steps import STEPS, Step
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import Forbidden, NotFound
from app.domain.tasks.facts import Owed
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.base import reaches
from app.persistence.repositories.case_file import load_file, load_laws, renew_file
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.case_facts import ensure_open
from app.services.tasks import follow

__all__ = ["Loaded", "demand", "follow_case", "load", "load_any", "refresh", "reload", "step_of"]


@dataclass(slots=True)
class Loaded:
    """A case, its file and the law of any day."""

    case: DevelopmentCase
    file: CaseFile
    laws: LawOf

    @property
    def steps(self) -> frozenset[str]:
        """Keys of the steps that are done."""
        return frozenset(c.step for c in self.file.completions if self.file.done(c.step) is not None)


async def load(
    uow: UnitOfWork,
    case_id: UUID,
    *,
    expected_version: int | None = None,
    lock: bool = False,
    must_be_open: bool = False,
) -> Loaded:
    """Return a case that the caller may use with the endpoint's permission, with its file.

    ``lock`` holds the tree before the row, in the order of a merger, so that what is stamped with the case's place stays
    true. Raises Conflict for a case that is over where *must_be_open* is asked.
    """
    if lock:
        await uow.repository(OrganisationRepository).hold_tree()
    case = await uow.repository(CaseRepository).get(case_id, expected_version=expected_version, lock=lock)
    if must_be_open:
        ensure_open(case)
    file = await load_file(uow, case)
    return Loaded(case, file, await load_laws(uow, file))


async def load_any(uow: UnitOfWork, case_id: UUID) -> Loaded:
    """Return a locked case wherever it stands, for a command that was held against something else of it."""
    await uow.flush()
    await uow.repository(OrganisationRepository).hold_tree()
    case = await uow.repository(CaseRepository).held_anywhere(case_id)
    if case is None:
        raise LookupError("a case that something refers to is there")
    file = await load_file(uow, case)
    return Loaded(case, file, await load_laws(uow, file))


async def reload(uow: UnitOfWork, loaded: Loaded) -> Loaded:
    """Return the case with its own rows read again, after some were added.

    The flush sends them to the database, so that the reading sees them. A case that moved is read as a whole.
    """
    await uow.flush()
    if loaded.case.branch_id != loaded.file.branch_id:
        file = await load_file(uow, loaded.case)
        return Loaded(loaded.case, file, await load_laws(uow, file))
    return Loaded(loaded.case, await renew_file(uow, loaded.case, loaded.file), loaded.laws)


async def refresh(uow: UnitOfWork, loaded: Loaded) -> None:
    """Write down where the case stands now, which moves its version, and bring its tasks in line."""
    waiting = next_steps(loaded.file, loaded.laws, uow.today)
    first: Step | None = waiting[0] if waiting else None
    loaded.case.step = first.key if first is not None else None
    if first is not None:
        loaded.case.stage = first.stage
    loaded.case.changed_at = uow.now
    flag_modified(loaded.case, "changed_at")
    await follow_case(uow, loaded)


async def follow_case(uow: UnitOfWork, loaded: Loaded) -> int:
    """Bring the tasks of a case in line with its file and its law, and nothing else; return how many that changed."""
    return await follow(
        uow,
        subject_kind="development_cases",
        subject_id=loaded.case.id,
        place=place_of(loaded.case),
        person_id=loaded.case.person_id,
        owed=[
            Owed(d.kind, d.starts_on, d.due_on, d.owner_id, d.step, d.done_on, d.clause, d.verified, d.earlier)
            for d in duties(loaded.file, loaded.laws(uow.today))
        ],
    )


def demand(uow: UnitOfWork, case: DevelopmentCase, permission: Permission) -> None:
    """Raise Forbidden unless the caller holds *permission* where the case lies, and it is not the caller's own case."""
    if not reaches(uow.caller, permission, case):
        raise Forbidden(permission.value)
    if uow.caller.person_id == case.person_id and permission is not Permission.CASE_REPORT:
        raise Forbidden(permission.value, "development.candidate-acts-for-himself")


def step_of(key: str) -> Step:
    """Return a step by its key. Raises NotFound."""
    step = STEPS.get(key)
    if step is None:
        raise NotFound("development.step-unknown")
    return step


def last_day(file: CaseFile) -> date:
    """Return the last day on which something of the case happened, for steps whose act is missing."""
    days = [fact.happened_on for fact in file.facts] + [c.act_on for c in file.completions]
    acts = [act.on for step in STEPS.values() if (act := current_act(file, step)) is not None]
    return max([*days, *acts], default=file.opened_on)
