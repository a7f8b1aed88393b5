"""Meetings with their children, and the people of a body on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from app.domain.development.casefile import CaseState
from app.domain.identity.permissions import Permission
from app.domain.meetings.facts import (
    VOTES_ON_PEOPLE,
    AbortFacts,
    AbortGround,
    Attendance,
    CandidateFacts,
    ExcusalGround,
    MeetingFacts,
    MeetingKind,
    MeetingState,
    Opinion,
    RollEntry,
    Standing,
    SupervisorFacts,
    TalkFacts,
    TellerFacts,
    WrittenOpinion,
)
from app.domain.organisations.facts import CommitteePost
from app.domain.people.facts import Elector, MemberStatus, Restriction, RestrictionKind
from app.domain.people.facts import Standing as PersonStanding
from app.domain.people.rules import elector
from app.persistence.models.committees import CommitteeSeat, CommitteeTerm
from app.persistence.models.development import DevelopmentCase
from app.persistence.models.meetings import ExcusalGroundRow, Meeting, MeetingCandidate, MeetingCorrection
from app.persistence.models.people import GroupAssignment, MembershipEpisode, MembershipRestriction, Person
from app.persistence.repositories.base import Repository

if TYPE_CHECKING:
    from sqlalchemy.sql.base import ExecutableOption

__all__ = ["ExcusalGroundRepository", "MeetingRepository", "meeting_facts"]

_ALL: "tuple[ExecutableOption, ...]" = tuple(
    selectinload(relation)
    for relation in (
        Meeting.candidates,
        Meeting.roll,
        Meeting.supervisors,
        Meeting.tellers,
        Meeting.opinions,
        Meeting.talks,
    )
)


def meeting_facts(row: Meeting) -> MeetingFacts:
    """Return a loaded meeting as the rules see it."""
    roll = tuple(
        RollEntry(
            entry.person_id,
            Standing(entry.standing),
            entry.ground,
            Attendance(entry.attendance) if entry.attendance else None,
        )
        for entry in row.roll
    )
    there = {entry.person_id for entry in roll if entry.has_vote_here}
    abort = (
        AbortFacts(
            row.abort_on,
            AbortGround(row.abort_ground),
            row.abort_reason or "",
            row.abort_again_on,
            row.abort_by_supervisor_id,
        )
        if row.abort_on is not None and row.abort_ground is not None
        else None
    )
    return MeetingFacts(
        row.id,
        row.organisation_id,
        MeetingKind(row.kind),
        MeetingState(row.state),
        row.planned_on,
        row.noticed_on,
        row.held_on,
        row.upper_notified_on,
        tuple(CandidateFacts(c.person_id, c.position, c.case_id, c.discussed_at is not None) for c in row.candidates),
        row.frozen_on,
        roll,
        tuple(
            WrittenOpinion(o.person_id, o.candidate_id, Opinion(o.opinion), o.received_on)
            for o in row.opinions
            if o.set_aside_at is None
        ),
        tuple(
            SupervisorFacts(s.person_id, s.sent_by_id, s.from_upper_committee, s.belongs_to_branch, s.present)
            for s in row.supervisors
        ),
        tuple(TellerFacts(t.person_id, t.person_id in there) for t in row.tellers if t.withdrawn_at is None),
        row.chair_id,
        row.recorder_id,
        row.minutes_document_id,
        abort,
        row.reconvened_from_id,
        tuple(TalkFacts(t.supervisor_id, t.person_id, t.happened_on) for t in row.talks),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """Somebody of a body on a day: who, with which status, in which branch."""

    person_id: UUID
    name: str
    status: MemberStatus
    branch_id: UUID


class MeetingRepository(Repository[Meeting]):
    """Meetings within the caller's subtree."""

    model = Meeting

    async def load(
        self,
        meeting_id: UUID,
        *,
        expected_version: int | None = None,
        lock: bool = False,
        permission: Permission | None = None,
    ) -> Meeting:
        """Return a meeting with its children."""
        return await self.get(
            meeting_id, expected_version=expected_version, lock=lock, permission=permission, options=_ALL
        )

    def touch(self, meeting: Meeting) -> None:
        """Mark the root as changed, so that its version counts a change to its children."""
        meeting.changed_at = self.uow.now
        flag_modified(meeting, "changed_at")

    def note(
        self, meeting: Meeting, field: str, old: object, new: object, reason: str, person_id: UUID | None = None
    ) -> None:
        """Keep the old value of a corrected field with the reason."""
        self.session.add(
            MeetingCorrection(
                meeting_id=meeting.id,
                person_id=person_id,
                field=field,
                old_value=None if old is None else str(old),
                new_value=None if new is None else str(new),
                reason=reason,
                recorded_at=self.uow.now,
                recorded_by=self.uow.actor_id,
            )
        )

    async def suspended_until(self, meeting: Meeting) -> date | None:
        """Return the last day that a supervisor named for an assembly of this body and kind about one of these candidates
        which he suspended by the planned day; None where none lies after it. A meeting that is not stored yet will do."""
        persons = [candidate.person_id for candidate in meeting.candidates]
        statement = (
            select(func.max(Meeting.abort_again_on))
            .join(MeetingCandidate, MeetingCandidate.meeting_id == Meeting.id)
            .where(
                Meeting.organisation_id == meeting.organisation_id,
                Meeting.kind == meeting.kind,
                Meeting.abort_ground == AbortGround.SUPERVISOR.value,
                Meeting.abort_on <= meeting.planned_on,
                Meeting.abort_again_on > meeting.planned_on,
                MeetingCandidate.person_id.in_(persons),
            )
        )
        return await self.session.scalar(statement)

    async def is_reconvened(self, meeting_id: UUID) -> bool:
        """Tell whether a meeting was called again already; the database holds it unique too."""
        statement = self.unscoped(reason="a successor is known through its predecessor").where(
            Meeting.reconvened_from_id == meeting_id
        )
        return (await self.session.execute(statement.limit(1))).first() is not None

    async def in_session_beside(self, meeting: Meeting) -> int:
        """Return how many other meetings of the same body and kind about one of the candidates are in session.

        The candidates are locked in order: two such meetings that open at once see each other.
        """
        persons = [candidate.person_id for candidate in meeting.candidates]
        if MeetingKind(meeting.kind) not in VOTES_ON_PEOPLE:
            return 0
        await self.session.execute(
            select(Person.id).where(Person.id.in_(persons)).order_by(Person.id).with_for_update(key_share=True)
        )
        statement = self.unscoped(reason="a meeting of the same body, which was held against the caller").where(
            Meeting.organisation_id == meeting.organisation_id,
            Meeting.kind == meeting.kind,
            Meeting.state == MeetingState.IN_SESSION.value,
            Meeting.id != meeting.id,
            Meeting.candidates.any(MeetingCandidate.person_id.in_(persons)),
        )
        return len((await self.session.scalars(statement)).all())

    async def of_case(self, case_id: UUID) -> tuple[Meeting, ...]:
        """Return the meetings that a case was a candidate of, oldest first, with their children.

        The case itself is what the caller was held against.
        """
        statement = (
            self.unscoped(reason="the case was held against the caller")
            .where(Meeting.candidates.any(case_id=case_id))
            .order_by(Meeting.planned_on, Meeting.id)
            .options(*_ALL)
        )
        return tuple(await self.session.scalars(statement))

    async def sitting_members(self, meeting: Meeting) -> tuple[Elector, ...]:
        """Return the members of a committee or group that meets, as of the planned day, with the vote or why not."""
        day = meeting.planned_on
        lines = await self._lines(meeting, day)
        restrictions = await self._restrictions([line.person_id for line in lines], day)
        return tuple(
            elector(
                PersonStanding(
                    line.person_id,
                    day,
                    line.status,
                    line.branch_id,
                    restrictions=restrictions.get(line.person_id, ()),
                ),
                line.name,
            )
            for line in lines
        )

    async def branches_of(self, person_ids: Iterable[UUID], day: date) -> dict[UUID, tuple[UUID, MemberStatus]]:
        """Return, for each person who had one on *day*, the branch and the status."""
        rows = await self.session.execute(
            select(MembershipEpisode.person_id, MembershipEpisode.branch_id, MembershipEpisode.status)
            .where(MembershipEpisode.person_id.in_(list(person_ids)), *_covers(MembershipEpisode, day))
            .where(MembershipEpisode.annulled_at.is_(None))
        )
        return {person: (branch, MemberStatus(status)) for person, branch, status in rows}

    async def persons_known(self, person_ids: Iterable[UUID]) -> frozenset[UUID]:
        """Return which of these persons exist; they are named on a meeting that was held against the caller."""
        return frozenset(await self.session.scalars(select(Person.id).where(Person.id.in_(list(person_ids)))))

    async def person_of_case(self, case_id: UUID) -> UUID | None:
        """Return whose development case it is; the person is held against the caller, not the case."""
        return await self.session.scalar(select(DevelopmentCase.person_id).where(DevelopmentCase.id == case_id))

    async def state_of_case(self, case_id: UUID) -> CaseState | None:
        """Return where a case stands that the caller was held against through its meeting."""
        state = await self.session.scalar(select(DevelopmentCase.state).where(DevelopmentCase.id == case_id))
        return CaseState(state) if state is not None else None

    async def _lines(self, meeting: Meeting, day: date) -> tuple[_Line, ...]:
        episode = MembershipEpisode
        statement = (
            select(Person.id, Person.name, episode.status, episode.branch_id)
            .join(episode, episode.person_id == Person.id)
            .where(episode.annulled_at.is_(None), *_covers(episode, day))
            .where(episode.status.in_([MemberStatus.FULL_MEMBER.value, MemberStatus.PROBATIONARY.value]))
            .order_by(Person.name_pinyin, Person.id)
        )
        if MeetingKind(meeting.kind) is MeetingKind.PARTY_GROUP:
            grouped = select(GroupAssignment.person_id).where(
                GroupAssignment.group_id == meeting.organisation_id, *_covers(GroupAssignment, day)
            )
            statement = statement.where(Person.id.in_(grouped))
        else:
            seats = (
                select(CommitteeSeat.person_id)
                .join(CommitteeTerm, CommitteeTerm.id == CommitteeSeat.term_id)
                .where(CommitteeTerm.organisation_id == meeting.organisation_id)
                .where(CommitteeSeat.post != CommitteePost.ORGANISER.value, CommitteeSeat.from_on <= day)
                .where(or_(CommitteeSeat.until_on.is_(None), CommitteeSeat.until_on > day))
                .where(CommitteeTerm.elected_on <= day)
                .where(or_(CommitteeTerm.ended_on.is_(None), CommitteeTerm.ended_on > day))
            )
            statement = statement.where(Person.id.in_(seats))
        rows = await self.session.execute(statement)
        return tuple(_Line(person, name, MemberStatus(status), branch) for person, name, status, branch in rows)

    async def _restrictions(self, person_ids: list[UUID], day: date) -> dict[UUID, tuple[Restriction, ...]]:
        found: dict[UUID, tuple[Restriction, ...]] = {}
        rows = await self.session.scalars(
            select(MembershipRestriction)
            .where(MembershipRestriction.person_id.in_(person_ids), *_covers(MembershipRestriction, day))
            .order_by(MembershipRestriction.id)
        )
        for row in rows:
            fact = Restriction(row.person_id, RestrictionKind(row.kind), row.from_on, row.until_on, row.decision_number)
            found[row.person_id] = (*found.get(row.person_id, ()), fact)
        return found


_Dated = type[MembershipEpisode] | type[MembershipRestriction] | type[GroupAssignment]


def _covers(model: _Dated, day: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return model.from_on <= day, or_(model.until_on.is_(None), model.until_on > day)


class ExcusalGroundRepository(Repository[ExcusalGroundRow]):
    """Grounds of excusal; a body uses its own and those of the bodies above it."""

    model = ExcusalGroundRow

    async def in_force_at(self, meeting: Meeting) -> dict[str, ExcusalGround]:
        """Return the grounds that the meeting's body or one above it has adopted, by code; the nearest body wins."""
        above = [
            organisation_id
            for organisation_id in (
                meeting.county_id,
                meeting.committee_id,
                meeting.sub_committee_id,
                meeting.general_branch_id,
                meeting.branch_id,
            )
            if organisation_id is not None
        ]
        rows = await self.session.scalars(
            self.unscoped(reason="a branch uses the grounds of the bodies above it")
            .where(ExcusalGroundRow.organisation_id.in_(above))
            .where(ExcusalGroundRow.effective_from <= meeting.planned_on)
            .where(or_(ExcusalGroundRow.effective_to.is_(None), ExcusalGroundRow.effective_to >= meeting.planned_on))
        )
        nearest = sorted(rows, key=lambda row: above.index(row.organisation_id))
        return {
            row.code: ExcusalGround(
                row.code,
                row.title_zh,
                row.title_en,
                row.source,
                row.decision_number,
                row.effective_from,
                row.effective_to,
            )
            for row in nearest
        }
