"""The paper of the first talk, so that the first page can complete its step."""

from app.demo.county import WAITING_STEP
from app.demo.underway.stage import Stage
from app.domain.development.steps import STEPS
from app.domain.documents.facts import DocumentKind
from app.services.document_subjects import Subject

__all__ = ["talked_with"]


async def talked_with(stage: Stage) -> None:
    """The secretary files the record of the talk with the applicant of the first page, on its day."""
    case_id, talked_on = stage.waiting
    days_ago = (stage.county.today - talked_on).days
    number = STEPS[WAITING_STEP].number
    await stage.paper("secretary", DocumentKind.TALK_RECORD, days_ago, Subject(case_id=case_id), step=number)
