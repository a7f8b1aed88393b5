"""Facts of a case on paper that stand for records of other areas, and facts of the case's own life (moving, closing)."""

# ruff: noqa: D102, RUF009  (overrides state the base's contract; ``told`` is a dataclass field)

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from app.domain.development.facts.base import FactData, told
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import FieldError

__all__ = [
    "CaseClosing",
    "ClosingReason",
    "PaperAssembly",
    "PaperAssemblyKind",
    "PaperPoliticalReview",
    "PaperPublicity",
    "PaperTraining",
    "Relocation",
]


class PaperAssemblyKind(StrEnum):
    """What the assembly was about."""

    ADMISSION = "admission"
    CONVERSION = "conversion"


class ClosingReason(StrEnum):
    """Why a case ends before its last step."""

    WITHDRAWN = "withdrawn"
    """The applicant withdrew."""
    UNFIT = "unfit"
    """The branch found that the person no longer meets the conditions."""
    DECEASED = "deceased"
    LEFT_COUNTY = "left_county"
    """The file went to a place outside of this installation."""
    OPENED_BY_MISTAKE = "opened_by_mistake"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAssembly(FactData):
    """A branch assembly that is on paper only."""

    kind: ClassVar[str] = "paper_assembly"
    title_zh: ClassVar[str] = "支部大会（纸质材料）"
    title_en: ClassVar[str] = "Assembly on paper"
    permission: ClassVar[Permission] = Permission.CASE_TAKE_OVER
    paper_only: ClassVar[bool] = True

    about: PaperAssemblyKind = told("What it was about", "admission")
    entitled: int = told("Members with the vote (应到会)", 21)
    present: int = told("Members with the vote who came (实到会)", 19)
    approve: int = told("Votes in favour, written opinions included", 18)
    secret: bool = told("The vote was secret", True)

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.present > self.entitled:
            yield FieldError("/present", "development.more-present-than-entitled", self.entitled, self.present)
        if self.approve > self.entitled:
            yield FieldError("/approve", "development.more-votes-than-entitled", self.entitled, self.approve)
        if self.entitled < 1:
            yield FieldError("/entitled", "development.nobody-entitled", 1, self.entitled)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPoliticalReview(FactData):
    """A political review that is on paper only; ``happened_on`` is the day of its conclusion."""

    kind: ClassVar[str] = "paper_political_review"
    title_zh: ClassVar[str] = "政治审查（纸质材料）"
    title_en: ClassVar[str] = "Political review on paper"
    permission: ClassVar[Permission] = Permission.CASE_TAKE_OVER
    paper_only: ClassVar[bool] = True

    passed: bool = told("The conclusion is positive", True)
    last_reply_on: date | None = told("Day of the last letter that it rests on", "2013-04-02", default=None)

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.last_reply_on is not None and self.last_reply_on > happened_on:
            yield FieldError("/last_reply_on", "development.letter-after-conclusion", happened_on, self.last_reply_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTraining(FactData):
    """A training certificate that is on paper only; ``happened_on`` is the day of its issue."""

    kind: ClassVar[str] = "paper_training"
    title_zh: ClassVar[str] = "集中培训（纸质材料）"
    title_en: ClassVar[str] = "Training on paper"
    permission: ClassVar[Permission] = Permission.CASE_TAKE_OVER
    paper_only: ClassVar[bool] = True

    days: int = told("Days of training", 3)
    hours: int = told("Class hours of training", 24)
    number: str = told("Number of the certificate", "培2013-017")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPublicity(FactData):
    """A publicity notice that is on paper only; ``happened_on`` is the day of posting."""

    kind: ClassVar[str] = "paper_publicity"
    title_zh: ClassVar[str] = "公示（纸质材料）"
    title_en: ClassVar[str] = "Publicity on paper"
    permission: ClassVar[Permission] = Permission.CASE_TAKE_OVER
    paper_only: ClassVar[bool] = True

    about: PaperAssemblyKind = told("Before admission or before conversion", "admission")
    taken_down_on: date = told("Last day on which it hung", "2026-06-12")
    objections_settled: bool = told("No objection is left open", True)

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.taken_down_on < happened_on:
            yield FieldError(
                "/taken_down_on", "development.period-ends-before-it-begins", happened_on, self.taken_down_on
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relocation(FactData):
    """The person moved to another branch; the receiving branch has checked the file and the clocks run on."""

    kind: ClassVar[str] = "relocation"
    title_zh: ClassVar[str] = "转移培养（考察）关系"
    title_en: ClassVar[str] = "Moved to another branch"
    permission: ClassVar[Permission] = Permission.CASE_RELOCATE
    own_command: ClassVar[bool] = True

    from_branch_id: UUID = told("Branch that the person leaves", "0199a3a0-0000-7000-8000-000000000005")
    to_branch_id: UUID = told("Branch that takes the person in", "0199a3a0-0000-7000-8000-000000000006")
    file_checked: bool = told("The receiving branch has checked the file", True)
    letter_number: str = told("Number of the letter that went with the file", "青组转〔2026〕5号")

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.from_branch_id == self.to_branch_id:
            yield FieldError("/to_branch_id", "development.same-branch")
        if not self.file_checked:
            yield FieldError("/file_checked", "development.file-not-checked", True, False)

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        return (("/from_branch_id", self.from_branch_id), ("/to_branch_id", self.to_branch_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosing(FactData):
    """The case ends before its last step, by a decision; a probationary membership is cancelled by its own procedure."""

    kind: ClassVar[str] = "case_closing"
    title_zh: ClassVar[str] = "终止培养发展"
    title_en: ClassVar[str] = "Case closed"
    permission: ClassVar[Permission] = Permission.CASE_DECIDE
    own_command: ClassVar[bool] = True

    reason: ClosingReason = told("Why", "withdrawn")
    document_number: str = told("Number of the decision", "青委〔2026〕52号")
    note: str = told("More about it, in a sentence", "本人书面撤回申请", default="")
