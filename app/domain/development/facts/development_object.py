"""Facts of stage 3 and of the examination before admission: development object, sponsors, pre-review, form."""

# ruff: noqa: D102, RUF009  (overrides state the base's contract; ``told`` is a dataclass field)

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from app.domain.development.facts.activist import DecidingBody
from app.domain.development.facts.base import FactData, told
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import FieldError

__all__ = [
    "CommitteeExamination",
    "FormFilled",
    "ObjectDetermination",
    "ObjectFiling",
    "ObjectReply",
    "PreReviewResult",
    "SponsorAssignment",
    "SponsorSource",
]


class ObjectReply(StrEnum):
    """What the upper committee answered. The quoted copies of 2026 differ between consent and filing: both are kept."""

    CONSENT = "consent"
    FILED = "filed"
    REFUSED = "refused"


class SponsorSource(StrEnum):
    """Where the sponsors come from."""

    CONTACT_PERSON = "contact_person"
    ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectDetermination(FactData):
    """The branch committee decided to list the person as a development object."""

    kind: ClassVar[str] = "object_determination"
    title_zh: ClassVar[str] = "确定发展对象"
    title_en: ClassVar[str] = "Decided to list as a development object"
    permission: ClassVar[Permission] = Permission.CASE_STEP_BRANCH

    decided_by: DecidingBody = told("Body that decided", "branch_committee")
    agreed: bool = told("It agreed", True)
    meeting_id: UUID | None = told("The meeting, where it is on record", None, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectFiling(FactData):
    """The upper committee answered the report on the development object; ``happened_on`` is the day of its reply."""

    kind: ClassVar[str] = "object_filing"
    title_zh: ClassVar[str] = "发展对象报上级党委"
    title_en: ClassVar[str] = "Upper committee replied on the development object"
    permission: ClassVar[Permission] = Permission.CASE_STEP_COMMITTEE

    reported_on: date = told("Day on which the branch reported", "2026-07-01")
    replied_by: UUID = told("Upper committee that replied", "0199a3a0-0000-7000-8000-000000000002")
    reply: ObjectReply = told("What it replied", "consent")
    document_number: str = told("Number of the reply", "青组批〔2026〕7号")

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.reported_on > happened_on:
            yield FieldError("/reported_on", "development.reported-after-reply", happened_on, self.reported_on)

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        return (("/replied_by", self.replied_by),)

    def acting_body(self) -> tuple[str, UUID] | None:
        return "/replied_by", self.replied_by


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorAssignment(FactData):
    """The sponsors were determined; a later assignment replaces the earlier one from its day."""

    kind: ClassVar[str] = "sponsor_assignment"
    title_zh: ClassVar[str] = "确定入党介绍人"
    title_en: ClassVar[str] = "Sponsors determined"

    person_ids: tuple[UUID, ...] = told(
        "The sponsors", ("0199a3a0-0000-7000-8000-000000000012", "0199a3a0-0000-7000-8000-000000000013")
    )
    source: SponsorSource = told("Contact persons, or assigned by the branch", "contact_person")

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if len(set(self.person_ids)) != len(self.person_ids):
            yield FieldError("/person_ids", "development.person-named-twice")

    def persons(self) -> tuple[tuple[str, UUID], ...]:
        return tuple((f"/person_ids/{index}", person) for index, person in enumerate(self.person_ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeExamination(FactData):
    """The branch committee examined the file before the pre-review."""

    kind: ClassVar[str] = "committee_examination"
    title_zh: ClassVar[str] = "支部委员会审查"
    title_en: ClassVar[str] = "Examined by the branch committee"
    permission: ClassVar[Permission] = Permission.CASE_STEP_BRANCH

    decided_by: DecidingBody = told("Body that examined", "branch_committee")
    passed: bool = told("The file is complete and the person is fit", True)
    note: str = told("What was found, in a sentence", "手续完备，同意报预审", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreReviewResult(FactData):
    """The committee with approval power gave its written pre-review result."""

    kind: ClassVar[str] = "pre_review_result"
    title_zh: ClassVar[str] = "上级党委预审结果"
    title_en: ClassVar[str] = "Pre-review result"
    permission: ClassVar[Permission] = Permission.CASE_STEP_COMMITTEE

    reviewed_by: UUID = told("Committee that reviewed", "0199a3a0-0000-7000-8000-000000000002")
    passed: bool = told("It passed", True)
    document_number: str = told("Number of the written result", "青组预〔2026〕9号")
    leaves_unit_on: date | None = told(
        "Day on which the person is known to leave the unit, if any", "2027-06-30", default=None
    )
    exception_number: str | None = told(
        "Decision that goes on although the person leaves soon", "青组〔2026〕3号", default=None
    )

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        return (("/reviewed_by", self.reviewed_by),)

    def acting_body(self) -> tuple[str, UUID] | None:
        return "/reviewed_by", self.reviewed_by


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFilled(FactData):
    """The person filled in the numbered application form, guided by the sponsors."""

    kind: ClassVar[str] = "form_filled"
    title_zh: ClassVar[str] = "填写入党志愿书"
    title_en: ClassVar[str] = "Application form filled in"

    form_number: str = told("Number printed on the form", "YX-000123")
    guided_by_sponsors: bool = told("The sponsors guided the person", True)
