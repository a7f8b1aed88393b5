"""A score sheet with one line still to be verified."""

from decimal import Decimal

from app.demo.underway.chosen import Part
from app.demo.underway.stage import Stage
from app.domain.assessments.facts import CriterionCount, ItemKind, PollGroup, TemplateItem, TemplatePurpose
from app.domain.development import facts
from app.domain.development.facts.activist import OpinionSource
from app.domain.documents.facts import DocumentKind
from app.domain.identity.permissions import Permission
from app.domain.training.facts import CertificateKind
from app.services import training
from app.services.assessments import polls, sheets, templates
from app.services.document_subjects import Subject

__all__ = ["scored"]


_CRITERIA = ("理想信念", "工作实绩", "群众基础", "遵规守纪")


async def scored(stage: Stage) -> None:
    """An activist before the listing: opinions heard, certificate and poll are there, one line of the sheet is verified."""
    part = Part.SCORED
    for source in OpinionSource:
        await stage.fact(part, "secretary", facts.OpinionsHeard(source=source, asked=10, in_favour=9), 8)
    async with stage.act("organiser", Permission.TRAINING_WRITE, 7) as uow:
        certificate = training.CertificatePaper(
            CertificateKind.ACTIVIST,
            f"培积〔{stage.day(7).year}〕0117",
            days=3,
            hours=24,
            held_from=stage.day(10),
            held_to=stage.day(8),
            happened_on=stage.day(7),
            valid_until=stage.day(-360),
            issuer_id=stage.committee,
        )
        await training.issue_certificate(uow, stage.persons[part], certificate)
    async with stage.act("approver", Permission.RULE_ADOPT, 6) as uow:
        template = await templates.create_template(
            uow,
            stage.committee,
            TemplatePurpose.SCORE_SHEET,
            f"{stage.day(6).year}年度发展对象量化考核表",
            templates.NewTemplate(
                stage.day(6),
                (TemplateItem("理论学习", Decimal(60)), TemplateItem("近三年荣誉", Decimal(40), ItemKind.HONOUR)),
            ),
        )
    evidence = await stage.paper("secretary", DocumentKind.SCORE_EVIDENCE, 5, Subject(case_id=stage.cases[part]))
    async with stage.act("secretary", Permission.ASSESSMENT_WRITE, 5) as uow:
        entries = (
            sheets.ItemEntry(Decimal("55.5"), (evidence.id,)),
            sheets.ItemEntry(Decimal(30), (evidence.id,), honoured_on=stage.day(500)),
        )
        sheet = await sheets.begin_sheet(uow, stage.cases[part], template.id, stage.day(5), entries)
    async with stage.act("organiser", Permission.ASSESSMENT_VERIFY, 4) as uow:
        await sheets.verify_item(uow, sheet.id, 1, expected_version=sheet.version)
    async with stage.act("secretary", Permission.ASSESSMENT_WRITE, 3) as uow:
        paper = polls.PollCounts(stage.day(3), _marks(stage.members), _marks(20, base=60, reason="本村在册群众代表"))
        await polls.record_poll(uow, stage.cases[part], paper)


def _marks(asked: int, *, base: int | None = None, reason: str = "") -> PollGroup:
    criteria = tuple(CriterionCount(title, asked - 1, 1, 0) for title in _CRITERIA)
    return PollGroup(base or asked, asked, criteria, base_reason=reason)
