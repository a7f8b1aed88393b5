"""Cases with their own facts, completions and findings."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select, update

from app.domain.development.casefile import Completion, OpenFinding, Outcome, VoidCause
from app.domain.development.facts import KINDS, Fact, decode
from app.domain.development.findings import FindingState
from app.domain.identity.caller import Reach
from app.domain.organisations.levels import Place
from app.persistence.base import Base
from app.persistence.models.development import CaseFact, CaseFinding, DevelopmentCase, DevelopmentStep
from app.persistence.repositories.base import Repository
from app.persistence.scope import reach_predicate

__all__ = ["CaseRepository", "completion_of", "facts_of"]

_MOVES_WITH_THE_CASE = (
    "case_facts",
    "case_findings",
    "development_decisions",
    "development_steps",
    "documents",
    "candidate_evaluations",
    "opinion_polls",
    "political_reviews",
    "score_sheets",
    "scored_talks",
    "training_exemptions",
)
"""Tables whose rows belong to the case alone."""

_CASE: BindParameter[UUID] = bindparam("case")
_FACTS = select(CaseFact).where(CaseFact.case_id == _CASE).order_by(CaseFact.id)
_STEPS = (
    select(DevelopmentStep)
    .where(DevelopmentStep.case_id == _CASE)
    .order_by(DevelopmentStep.step_number, DevelopmentStep.attempt)
)
_FINDINGS = select(CaseFinding).where(CaseFinding.case_id == _CASE).order_by(CaseFinding.id)


def facts_of(rows: Sequence[CaseFact]) -> tuple[Fact, ...]:
    """Return the standing facts; each knows the ids of all that it replaces."""
    replaces = {row.id: row.supersedes_id for row in rows}

    def chain(fact_id: UUID) -> Iterable[UUID]:
        earlier = replaces.get(fact_id)
        while earlier is not None:
            yield earlier
            earlier = replaces.get(earlier)

    return tuple(
        Fact(
            row.id,
            decode(KINDS[row.kind], row.data),
            row.happened_on,
            row.recorded_at,
            row.recorded_by,
            row.supersedes_id,
            row.correction_reason,
            row.late_reason,
            tuple(row.documents),
            frozenset(chain(row.id)),
        )
        for row in rows
        if row.standing
    )


def completion_of(row: DevelopmentStep) -> Completion:
    """Return a completion as the rules see it."""
    return Completion(
        row.step,
        row.attempt,
        Outcome(row.outcome),
        row.act_on,
        row.act_ref,
        row.id,
        VoidCause(row.void) if row.void else None,
        row.taken_over,
    )


class CaseRepository(Repository[DevelopmentCase]):
    """Cases within the caller's subtree, or the caller's own."""

    model = DevelopmentCase

    def _noun(self) -> str:
        return "development"

    async def open_of(self, person_id: UUID) -> DevelopmentCase | None:
        """Return the person's open case; the database holds it unique too."""
        statement = self.unscoped(reason="one open case for one person, wherever").where(
            DevelopmentCase.person_id == person_id, DevelopmentCase.state == "open"
        )
        return (await self.session.scalars(statement)).first()

    async def held_anywhere(self, case_id: UUID) -> DevelopmentCase | None:
        """Return a case locked and as it stands then, wherever it stands: for a command that was held against something else.

        Read by a statement: ``Session.get`` with a lock takes a row that somebody else has changed since this unit of work
        first saw it for a stale one, though nobody has relied on what it was.
        """
        statement = (
            self.unscoped(reason="the command was held against something else of the case")
            .where(DevelopmentCase.id == case_id)
            .with_for_update(of=DevelopmentCase)
            .execution_options(populate_existing=True)
        )
        return (await self.session.execute(statement)).scalar_one_or_none()

    async def open_below(self, subtree: Reach) -> Sequence[UUID]:
        """Return the ids of the open cases of a subtree, in the order in which rows are locked."""
        statement = (
            select(DevelopmentCase.id)
            .where(DevelopmentCase.state == "open", reach_predicate(DevelopmentCase, [subtree]))
            .order_by(DevelopmentCase.id)
        )
        return (await self.session.scalars(statement)).all()

    async def facts(self, case_id: UUID) -> Sequence[CaseFact]:
        """Return every fact of a case, superseded ones too, in the order of recording."""
        return (await self.session.scalars(_FACTS, {"case": case_id})).all()

    async def steps(self, case_id: UUID) -> Sequence[DevelopmentStep]:
        """Return every completion of a case, void ones too."""
        return (await self.session.scalars(_STEPS, {"case": case_id})).all()

    async def hand_over(self, case_id: UUID, place: Place) -> None:
        """Give everything that is the case's own its new place, so that the receiving branch reads it and goes on.

        What belongs to a meeting, a notice or a committee's register stays where it happened, its files too; a letter of
        inquiry stays with the desk that it was sent to, and is read through its review.
        """
        tables = Base.metadata.tables
        for name in _MOVES_WITH_THE_CASE:
            moved = update(tables[name]).where(tables[name].c.case_id == case_id).values(**place.columns())
            if name == "documents":
                own = (tables[name].c.meeting_id.is_(None), tables[name].c.notice_id.is_(None))
                moved = moved.where(*own).values(organisation_id=place.organisation_id)
            await self.session.execute(moved)

    async def standing_in(self, branch_ids: Iterable[UUID]) -> tuple[tuple[UUID, UUID], ...]:
        """Return the cases of branches with the branch of each, those that are over too, wherever the caller's reach ends."""
        statement = (
            select(DevelopmentCase.id, DevelopmentCase.branch_id)
            .where(DevelopmentCase.branch_id.in_(list(branch_ids)))
            .order_by(DevelopmentCase.id)
        )
        return tuple((case, branch) for case, branch in await self.session.execute(statement) if branch is not None)

    async def findings(self, case_id: UUID) -> Sequence[CaseFinding]:
        """Return every finding of a case, decided ones too."""
        return (await self.session.scalars(_FINDINGS, {"case": case_id})).all()


def open_findings(rows: Iterable[CaseFinding]) -> tuple[OpenFinding, ...]:
    """Return the findings that wait for a decision."""
    return tuple(
        OpenFinding(row.id, row.step, row.code, row.subject) for row in rows if row.state == FindingState.OPEN.value
    )


def carried(rows: Iterable[CaseFinding], steps: Iterable[DevelopmentStep]) -> frozenset[tuple[str, str, str]]:
    """Return what a decision carries: findings about the completions that stand. A step done anew is judged anew.

    Ids are in the order of recording; what a taking over finds is written together with the completion. What is found of an
    extension or a cancellation names its day as the subject.
    """
    standing: dict[tuple[str, str | None], DevelopmentStep] = {
        (row.step, None if row.outcome == Outcome.PASSED.value else str(row.act_on)): row
        for row in steps
        if row.void is None
    }
    return frozenset(
        (row.step, row.code, row.subject)
        for row in rows
        if row.state == FindingState.UPHELD.value
        and (done := standing.get((row.step, row.subject)) or standing.get((row.step, None))) is not None
        and (row.id > done.id or row.recorded_at == done.recorded_at)
    )
