"""Facts of stage 4: report of the resolution, talk, approval and its extension, filing above."""

# ruff: noqa: D102, RUF009  (overrides state the base's contract; ``told`` is a dataclass field)

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from app.domain.development.facts.activist import TalkOffice
from app.domain.development.facts.base import FactData, told
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import FieldError

__all__ = [
    "AdmissionApproval",
    "AdmissionReport",
    "AdmissionTalk",
    "ApprovalDecision",
    "ApprovalExtension",
    "ApprovalFiling",
]


class ApprovalDecision(StrEnum):
    """What the committee decided."""

    APPROVE = "approve"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionReport(FactData):
    """The branch reported the assembly's resolution for approval; the time for approval runs from this day."""

    kind: ClassVar[str] = "admission_report"
    title_zh: ClassVar[str] = "上报接收决议"
    title_en: ClassVar[str] = "Resolution on admission reported"

    reported_to: UUID = told("Committee that received the report", "0199a3a0-0000-7000-8000-000000000002")

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        return (("/reported_to", self.reported_to),)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionTalk(FactData):
    """A committee member or organiser talked with the person before the approval."""

    kind: ClassVar[str] = "admission_talk"
    title_zh: ClassVar[str] = "审批前谈话"
    title_en: ClassVar[str] = "Talk before approval"
    permission: ClassVar[Permission] = Permission.CASE_STEP_COMMITTEE

    talked_by: UUID = told("Person who held the talk", "0199a3a0-0000-7000-8000-000000000021")
    office: TalkOffice = told("Office in which the talk was held", "organiser")
    fit: bool = told("The talk confirmed that the person is fit", True)
    note: str = told("Opinion written into the form, in a sentence", "同意报党委审批", default="")

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.office not in (TalkOffice.COMMITTEE_MEMBER, TalkOffice.ORGANISER):
            yield FieldError(
                "/office", "development.office-cannot-talk", "committee_member|organiser", self.office.value
            )

    def persons(self) -> tuple[tuple[str, UUID], ...]:
        return (("/talked_by", self.talked_by),)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionApproval(FactData):
    """The committee decided on the admission."""

    kind: ClassVar[str] = "admission_approval"
    title_zh: ClassVar[str] = "审批预备党员"
    title_en: ClassVar[str] = "Admission decided"
    permission: ClassVar[Permission] = Permission.CASE_APPROVE

    decided_by: UUID = told("Committee that decided", "0199a3a0-0000-7000-8000-000000000002")
    decision: ApprovalDecision = told("What it decided", "approve")
    document_number: str = told("Number of the decision", "青委〔2026〕31号")
    collectively: bool = told("The committee discussed and voted as a body, one person at a time", True)

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        return (("/decided_by", self.decided_by),)

    def acting_body(self) -> tuple[str, UUID] | None:
        return "/decided_by", self.decided_by


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalExtension(FactData):
    """In a special case the committee gave itself more time for the approval."""

    kind: ClassVar[str] = "approval_extension"
    title_zh: ClassVar[str] = "延长审批时间"
    title_en: ClassVar[str] = "Time for approval extended"
    permission: ClassVar[Permission] = Permission.CASE_APPROVE

    decided_by: UUID = told("Committee that decided", "0199a3a0-0000-7000-8000-000000000002")
    document_number: str = told("Number of the decision", "青委〔2026〕40号")
    until: date = told("Last day of the extended time", "2027-03-01")
    reason: str = told("What makes the case special", "需进一步核实档案")

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.until <= happened_on:
            yield FieldError("/until", "development.extension-in-the-past", happened_on, self.until)

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        return (("/decided_by", self.decided_by),)

    def acting_body(self) -> tuple[str, UUID] | None:
        return "/decided_by", self.decided_by


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFiling(FactData):
    """The approval was filed with the organisation department one level up."""

    kind: ClassVar[str] = "approval_filing"
    title_zh: ClassVar[str] = "审批后备案"
    title_en: ClassVar[str] = "Approval filed above"
    permission: ClassVar[Permission] = Permission.CASE_STEP_COMMITTEE

    filed_with: UUID = told(
        "Body whose organisation department took it on file", "0199a3a0-0000-7000-8000-000000000001"
    )
    document_number: str = told("Number of the filing list", "青组备〔2026〕33号")

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        return (("/filed_with", self.filed_with),)
