"""What commands on notices share: who may write one, its tasks, and what it carries."""

from datetime import date
from uuid import UUID

from app.domain.identity.permissions import Permission
from app.domain.organisations.levels import Place
from app.domain.publicity.duties import notice_duty, objection_duties
from app.domain.publicity.facts import NoticeFacts, NoticeKind, NoticeState
from app.domain.publicity.rules import may_conclude
from app.domain.publicity.windows import notice_window
from app.domain.shared.errors import Forbidden
from app.persistence.models.organisations import Organisation
from app.persistence.models.publicity import Notice, Objection
from app.persistence.repositories.base import reaches
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.publicity import NoticeRepository, objection_facts
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.case_facts import ensure_not_own, law_of, touch
from app.services.tasks import follow

__all__ = [
    "carries_steps",
    "closing_day",
    "ensure_may_correct",
    "follow_notice",
    "follow_objection",
    "judge_conclusion",
    "refresh",
    "tell",
    "writable",
]


async def writable(uow: UnitOfWork, notice_id: UUID, expected_version: int) -> Notice:
    """Return a notice, locked. Nobody writes a notice about himself."""
    notice = await uow.repository(NoticeRepository).whole(notice_id, expected_version=expected_version, lock=True)
    for candidate in notice.candidates:
        ensure_not_own(uow, candidate.person_id)
    return notice


async def follow_notice(uow: UnitOfWork, notice: Notice) -> None:
    """Bring the task to conclude a notice in line with it."""
    facts = await uow.repository(NoticeRepository).facts(notice)
    await follow(
        uow,
        subject_kind="publicity_notices",
        subject_id=notice.id,
        place=place_of(notice),
        person_id=None,
        owed=notice_duty(facts, notice.closes_on, notice.organisation_id),
    )


async def follow_objection(uow: UnitOfWork, objection: Objection) -> None:
    """Bring the tasks of an objection in line with it.

    They stand with the office above the branch and name no person: neither the branch nor the candidate sees them.
    """
    at = place_of(objection)
    above = Place(at.county_id, at.committee_id, at.sub_committee_id)
    office_id = above.organisation_id
    if office_id is None:
        return
    body = await uow.session.get(Organisation, objection.body_id) if objection.body_id is not None else None
    await follow(
        uow,
        subject_kind="publicity_objections",
        subject_id=objection.id,
        place=above if body is None or body.branch_id or body.general_branch_id else place_of(body),
        person_id=None,
        owed=objection_duties(objection_facts(objection, {}), office_id, objection.body_id),
    )


async def ensure_may_correct(uow: UnitOfWork, notice: Notice) -> None:
    """Once a step was completed on a notice, correcting it is the approving committee's."""
    allowed = {Permission.CASE_CORRECT_COMPLETED}
    if not await carries_steps(uow, notice):
        allowed.add(Permission.CASE_CORRECT)
    if not any(reaches(uow.caller, permission, notice) for permission in allowed):
        raise Forbidden(min(allowed).value)


async def carries_steps(uow: UnitOfWork, notice: Notice) -> bool:
    """Tell whether a step of a case was completed since the notice could carry one."""
    if notice.state != NoticeState.CONCLUDED.value and notice.kind != NoticeKind.INSPECTION.value:
        return False
    for candidate in notice.candidates:
        steps = await uow.repository(CaseRepository).steps(candidate.case_id)
        if any(step.void is None and step.id > notice.id for step in steps):
            return True
    return False


async def refresh(uow: UnitOfWork, notice: Notice) -> None:
    """Bring the days kept on the notice for lists up to its sites."""
    facts = await uow.repository(NoticeRepository).facts(notice)
    notice.first_posted_on, notice.last_posted_on = facts.first_posted_on, facts.last_posted_on
    notice.closes_on = await closing_day(uow, notice, facts)
    touch(uow, notice)


async def closing_day(uow: UnitOfWork, notice: Notice, facts: NoticeFacts) -> date | None:
    """Return the day on which the last window of a notice closes, None while nobody can tell.

    Where the text of the posting set no length, that of the conclusion decides; for a notice that still hangs, today's.
    """
    window = notice_window(facts, await law_of(uow, notice), notice.concluded_on or uow.today)
    return window.closes_on if window is not None else None


async def judge_conclusion(uow: UnitOfWork, notice: Notice, reason: str) -> None:
    """Revoke a conclusion that the facts no longer carry; the cases that rested on it are told by an event."""
    if notice.state != NoticeState.CONCLUDED.value or notice.concluded_on is None:
        return
    notices = uow.repository(NoticeRepository)
    concluded_on = notice.concluded_on
    notice.state, notice.concluded_on = NoticeState.POSTED.value, None
    if may_conclude(await notices.facts(notice), await law_of(uow, notice), concluded_on):
        notice.state, notice.concluded_on = NoticeState.CONCLUDED.value, concluded_on
        return
    notices.note(notice, "concluded_on", concluded_on, None, reason)
    await refresh(uow, notice)
    cases = [candidate.case_id for candidate in notice.candidates]
    tell(uow, notice, "revoke-conclusion", {"cases": cases, "concluded_on": concluded_on}, "conclusion_revoked")


def tell(uow: UnitOfWork, notice: Notice, verb: str, details: dict[str, object], event: str) -> None:
    """Emit that something happened to a notice."""
    uow.emit(
        f"publicity:notice:{verb}",
        notice,
        after={"state": notice.state, "closes_on": notice.closes_on, **details},
        details=details,
        event_type=f"publicity.notice.{event}",
    )
