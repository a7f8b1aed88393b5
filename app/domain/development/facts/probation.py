"""Facts of stage 5: assignment, oath, reviews in probation, conversion, archive."""

# ruff: noqa: D102, RUF009  (overrides state the base's contract; ``told`` is a dataclass field)

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from app.domain.development.facts.admission import ApprovalDecision
from app.domain.development.facts.base import FactData, told
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import FieldError

__all__ = [
    "Archive",
    "ArchiveKeeper",
    "ConversionApplication",
    "ConversionApproval",
    "ConversionExamination",
    "ConversionReport",
    "ConversionResolution",
    "GroupAssignment",
    "Oath",
    "ProbationConclusion",
    "ProbationReview",
    "Proposal",
]


class Proposal(StrEnum):
    """What the assembly was asked to resolve at the end of probation."""

    CONVERT = "convert"
    EXTEND = "extend"
    CANCEL = "cancel"


class ArchiveKeeper(StrEnum):
    """Where the materials are kept."""

    PERSONNEL_FILE = "personnel_file"
    COMMITTEE = "committee"
    COUNTY_ORGANISATION_DEPARTMENT = "county_organisation_department"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAssignment(FactData):
    """The probationary member was assigned to a branch and a group."""

    kind: ClassVar[str] = "group_assignment"
    title_zh: ClassVar[str] = "编入党支部和党小组"
    title_en: ClassVar[str] = "Assigned to a branch and group"

    branch_id: UUID = told("The branch", "0199a3a0-0000-7000-8000-000000000005")
    group_id: UUID | None = told("The group, where the branch has groups", None, default=None)

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        found = [("/branch_id", self.branch_id)]
        if self.group_id is not None:
            found.append(("/group_id", self.group_id))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oath(FactData):
    """The oath of admission was taken."""

    kind: ClassVar[str] = "oath"
    title_zh: ClassVar[str] = "入党宣誓"
    title_en: ClassVar[str] = "Oath taken"

    held_by: UUID = told("Organisation that held the ceremony", "0199a3a0-0000-7000-8000-000000000005")

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        return (("/held_by", self.held_by),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbationReview(FactData):
    """The branch reviewed the probationary member over a period."""

    kind: ClassVar[str] = "probation_review"
    title_zh: ClassVar[str] = "预备期考察"
    title_en: ClassVar[str] = "Review in probation"
    permission: ClassVar[Permission] = Permission.CASE_CULTIVATE

    period_from: date = told("First day reviewed", "2026-12-01")
    period_to: date = told("Last day reviewed", "2027-05-31")
    suitable: bool = told("The person fulfils the duties of a member", True)
    note: str = told("What was found, in a sentence", "履行党员义务情况较好", default="")

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.period_to < self.period_from:
            yield FieldError("/period_to", "development.period-ends-before-it-begins", self.period_from, self.period_to)
        if self.period_to > happened_on:
            yield FieldError("/period_to", "development.period-not-over", happened_on, self.period_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbationConclusion(FactData):
    """The branch closed the education and review of the probation."""

    kind: ClassVar[str] = "probation_conclusion"
    title_zh: ClassVar[str] = "预备期考察结论"
    title_en: ClassVar[str] = "Probation education concluded"

    note: str = told("What was found, in a sentence", "预备期满，考察情况良好", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversionApplication(FactData):
    """The probationary member applied in writing to become a full member."""

    kind: ClassVar[str] = "conversion_application"
    title_zh: ClassVar[str] = "提出转正申请"
    title_en: ClassVar[str] = "Application for conversion"

    by_the_person: bool = told("The person wrote and handed it in personally", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversionExamination(FactData):
    """The branch committee examined the file before the assembly on conversion."""

    kind: ClassVar[str] = "conversion_examination"
    title_zh: ClassVar[str] = "转正审查"
    title_en: ClassVar[str] = "Examined before conversion"
    permission: ClassVar[Permission] = Permission.CASE_STEP_BRANCH

    proposal: Proposal = told("What the committee proposes to the assembly", "convert")
    note: str = told("Why, in a sentence", "同意提交支部大会讨论", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversionResolution(FactData):
    """What was put to the vote at the assembly on conversion; the ballot says whether it was carried."""

    kind: ClassVar[str] = "conversion_resolution"
    title_zh: ClassVar[str] = "转正决议"
    title_en: ClassVar[str] = "Proposal put to the assembly"
    permission: ClassVar[Permission] = Permission.CASE_STEP_BRANCH

    proposal: Proposal = told("Convert, extend the probation, or cancel the membership", "convert")
    extend_months: int | None = told("Months of the extension", 6, default=None)
    meeting_id: UUID | None = told("The assembly; left out for a case on paper", None, default=None)
    reason: str = told("Why probation is extended or the membership cancelled", "", default="")

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        extends = self.proposal is Proposal.EXTEND
        if extends and self.extend_months is None:
            yield FieldError("/extend_months", "development.extension-months-missing")
        if not extends and self.extend_months is not None:
            yield FieldError("/extend_months", "development.extension-months-unasked", None, self.extend_months)
        if self.proposal is not Proposal.CONVERT and not self.reason.strip():
            yield FieldError("/reason", "development.reason-missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversionReport(FactData):
    """The branch reported the assembly's resolution; the time for approval runs from this day."""

    kind: ClassVar[str] = "conversion_report"
    title_zh: ClassVar[str] = "上报转正决议"
    title_en: ClassVar[str] = "Resolution on conversion reported"

    reported_to: UUID = told("Committee that received the report", "0199a3a0-0000-7000-8000-000000000002")

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        return (("/reported_to", self.reported_to),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversionApproval(FactData):
    """The committee decided on the assembly's resolution: conversion, extension or cancellation."""

    kind: ClassVar[str] = "conversion_approval"
    title_zh: ClassVar[str] = "审批转正"
    title_en: ClassVar[str] = "Conversion decided"
    permission: ClassVar[Permission] = Permission.CASE_APPROVE

    decided_by: UUID = told("Committee that decided", "0199a3a0-0000-7000-8000-000000000002")
    decision: ApprovalDecision = told("What it decided on the resolution", "approve")
    document_number: str = told("Number of the decision", "青委〔2027〕31号")
    collectively: bool = told("The committee discussed and voted as a body, one person at a time", True)

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        return (("/decided_by", self.decided_by),)

    def acting_body(self) -> tuple[str, UUID] | None:
        return "/decided_by", self.decided_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive(FactData):
    """The materials were put into the archive."""

    kind: ClassVar[str] = "archive"
    title_zh: ClassVar[str] = "材料归档"
    title_en: ClassVar[str] = "Materials archived"

    has_personnel_file: bool = told("The person has a personnel file", True)
    kept_by: ArchiveKeeper = told("Where the materials are kept", "personnel_file")
    place: str = told("Name of the place", "青溪镇档案室", default="")
