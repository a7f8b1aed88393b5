"""Scored talks: recording and correcting them. No source gives a pass mark or topics; both are the adopter's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.domain.assessments.facts import TalkBody, TalkTopic
from app.domain.assessments.rules import SPEAKS_FOR
from app.domain.shared.errors import FieldError, Forbidden, Invalid
from app.persistence.models.assessments import ScoredTalk, TopicJson
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.assessments import ScoredTalkRepository
from app.persistence.repositories.base import reaches
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.uow import UnitOfWork
from app.services.all_at_once import AllAtOnce
from app.services.case_facts import (
    as_edition,
    case_of,
    columns_of,
    completed_since,
    ensure_corrects_completed,
    ensure_day,
    ensure_documents,
    ensure_not_future,
    ensure_persons,
    first_edition,
    tell,
)
from app.services.questioning import answer_findings, question_cases

__all__ = ["TalkPaper", "correct_talk", "record_talk"]


@dataclass(frozen=True, slots=True)
class TalkPaper:
    """The record of a talk."""

    happened_on: date
    body: TalkBody
    talked_by: UUID
    topics: Sequence[TalkTopic] = ()
    remark: str | None = None
    document_id: UUID | None = None


async def record_talk(
    uow: UnitOfWork, case_id: UUID, paper: TalkPaper, *, late_reason: str | None = None
) -> ScoredTalk:
    """Record a talk, scored or not."""
    case = await case_of(uow, case_id, must_be_open=True)
    _ensure_speaks_for(uow, case, paper.body)
    errors = AllAtOnce()
    with errors:
        await ensure_day(uow, case, paper.happened_on, late_reason)
    with errors:
        talk = await _talk(uow, case, paper)
    errors.tell()
    talk.late_reason = late_reason
    tell(uow, uow.repository(ScoredTalkRepository).add(talk), "assessments", "scored-talk")
    await answer_findings(uow, case.id)
    return talk


async def correct_talk(
    uow: UnitOfWork, talk_id: UUID, paper: TalkPaper, reason: str, *, expected_version: int
) -> ScoredTalk:
    """Replace a talk by a new edition: by the body that held it, or by the approving committee once a step was completed."""
    talks = uow.repository(ScoredTalkRepository)
    await uow.repository(CaseSubjects).hold_of(ScoredTalk, talk_id)
    old = await talks.get(talk_id, expected_version=expected_version, lock=True)
    case = await case_of(uow, old.case_id)
    ensure_not_future(uow, paper.happened_on, "/happened_on")
    if await completed_since(uow, case.id, await first_edition(uow, old)):
        ensure_corrects_completed(uow, old)
    else:
        _ensure_speaks_for(uow, case, TalkBody(old.body))
        _ensure_speaks_for(uow, case, paper.body)
    talk = await _talk(uow, case, paper)
    as_edition(talk, old, reason)
    tell(uow, talks.add(talk), "assessments", "scored-talk", old)
    await question_cases(uow, [case.id])
    return talk


async def _talk(uow: UnitOfWork, case: DevelopmentCase, paper: TalkPaper) -> ScoredTalk:
    errors = AllAtOnce()
    with errors:
        if paper.talked_by == case.person_id:
            raise Invalid(FieldError("/talked_by", "assessments.talker-is-another"))
    with errors:
        await ensure_persons(uow, [("/talked_by", paper.talked_by)])
    with errors:
        await ensure_documents(uow, case.id, [("/document_id", paper.document_id)])
    errors.tell()
    return ScoredTalk(
        body=paper.body.value,
        talked_by=paper.talked_by,
        topics=[
            TopicJson(title=t.title, max_points=_plain(t.max_points), points=_plain(t.points)) for t in paper.topics
        ],
        remark=paper.remark,
        document_id=paper.document_id,
        **columns_of(uow, case, paper.happened_on),
    )


def _ensure_speaks_for(uow: UnitOfWork, case: DevelopmentCase, body: TalkBody) -> None:
    permission = SPEAKS_FOR[body]
    if not reaches(uow.caller, permission, case):
        raise Forbidden(permission.value)


def _plain(points: Decimal) -> str:
    return f"{points:.2f}"
