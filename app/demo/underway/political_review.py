"""Political reviews that wait for replies of two departments."""

from app.demo.underway.chosen import Part
from app.demo.underway.stage import Stage
from app.domain.documents.facts import DocumentKind
from app.domain.identity.permissions import Permission
from app.domain.political_review.facts import InquiryAddressee, ReplyResult
from app.persistence.models.political_review import ReviewInquiry
from app.services.document_subjects import Subject
from app.services.political_review import inquiries, reviews

__all__ = ["reviewed"]


async def reviewed(stage: Stage) -> None:
    """Two political reviews with letters to both departments: one has its first reply, the other none."""
    for part, opened, replied in ((Part.REVIEWED, 7, True), (Part.REVIEWED_TOO, 6, False)):
        async with stage.act("secretary", Permission.POLITICAL_REVIEW_WRITE, opened) as uow:
            review = await reviews.open_review(uow, stage.cases[part], stage.day(opened), floating=False)
        statement = await stage.paper(
            "secretary", DocumentKind.OWN_STATEMENT, opened, Subject(case_id=stage.cases[part]), step=10
        )
        async with stage.act("secretary", Permission.POLITICAL_REVIEW_WRITE, opened) as uow:
            review = await reviews.file_statement(
                uow, review.id, stage.day(opened), statement.id, reason=None, expected_version=review.version
            )
        async with stage.act("secretary", Permission.POLITICAL_REVIEW_WRITE, opened) as uow:
            review = await reviews.appoint_investigator(
                uow, review.id, stage.person_of("commissioner"), stage.day(opened), expected_version=review.version
            )
        for department in ("discipline_inspection", "public_security"):
            letter = inquiries.NewInquiry(stage.day(opened - 1), InquiryAddressee.DEPARTMENT, department)
            async with stage.act("secretary", Permission.POLITICAL_REVIEW_WRITE, opened - 1) as uow:
                review = await inquiries.send_inquiry(uow, review.id, letter, expected_version=review.version)
        if replied:
            letter_to_police = next(i for i in review.inquiries if i.department == "public_security")
            await _reply(stage, part, letter_to_police)


async def _reply(stage: Stage, part: Part, letter: ReviewInquiry) -> None:
    """The police answer at their own desk, with a stamped paper."""
    stamped = await stage.paper("police", DocumentKind.STAMPED_REPLY, 1, Subject(case_id=stage.cases[part]), step=10)
    async with stage.act("police", Permission.INQUIRY_REPLY, 1) as uow:
        answer = inquiries.ReplyPaper(stage.day(1), ReplyResult.CLEAR, stamped.id)
        await inquiries.reply_at_desk(uow, letter.id, answer, expected_version=letter.version)
