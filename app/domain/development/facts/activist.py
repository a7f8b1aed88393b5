"""Facts of stages 1 and 2: application, first talk, activist, cultivation."""

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
    "ActivistDetermination",
    "ActivistFiling",
    "ApplicationLetter",
    "ContactAssignment",
    "CultivationConclusion",
    "DecidingBody",
    "FirstTalk",
    "HalfYearlyReview",
    "OpinionPurpose",
    "OpinionSource",
    "OpinionsHeard",
    "ReceivedBy",
    "Recommendation",
    "RecommendationWay",
    "TalkOffice",
    "ThoughtReport",
]


class ReceivedBy(StrEnum):
    """Which organisation took the letter in."""

    WORK_OR_STUDY_UNIT = "work_or_study_unit"
    RESIDENCE = "residence"
    FLOATING_MEMBER_ORG = "floating_member_org"


class TalkOffice(StrEnum):
    """In which office somebody held a talk."""

    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    ORGANISATION_COMMISSIONER = "organisation_commissioner"
    COMMITTEE_MEMBER = "committee_member"
    ORGANISER = "organiser"


class RecommendationWay(StrEnum):
    """How somebody was proposed as an activist."""

    MEMBER_RECOMMENDATION = "member_recommendation"
    MASS_ORGANISATION_RECOMMENDATION = "mass_organisation_recommendation"


class DecidingBody(StrEnum):
    """Which body of the branch decided."""

    BRANCH_COMMITTEE = "branch_committee"
    BRANCH_ASSEMBLY = "branch_assembly"


class OpinionSource(StrEnum):
    """Whose opinion was heard."""

    PARTY_GROUP = "party_group"
    CONTACT_PERSON = "contact_person"
    MEMBERS = "members"
    MASSES = "masses"


class OpinionPurpose(StrEnum):
    """What the opinions were heard for."""

    LISTING = "listing"
    CONVERSION = "conversion"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationLetter(FactData):
    """The letter was handed in; ``happened_on`` is the day on which the organisation received it."""

    kind: ClassVar[str] = "application_letter"
    title_zh: ClassVar[str] = "递交入党申请书"
    title_en: ClassVar[str] = "Application letter received"

    written_on: date = told("Day written on the letter", "2025-03-01")
    received_by: ReceivedBy = told("Which organisation took it in", "work_or_study_unit")
    by_the_person: bool = told("The applicant wrote and handed it in personally", True)
    accepts_programme: bool = told("It states that the applicant accepts the programme and constitution", True)

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.written_on > happened_on:
            yield FieldError("/written_on", "development.written-after-receipt", happened_on, self.written_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstTalk(FactData):
    """The Party organisation sent somebody to talk with the applicant."""

    kind: ClassVar[str] = "first_talk"
    title_zh: ClassVar[str] = "派人谈话"
    title_en: ClassVar[str] = "First talk held"

    talked_by: UUID = told("Person who held the talk", "0199a3a0-0000-7000-8000-000000000011")
    office: TalkOffice = told("Office in which the talk was held", "organisation_commissioner")
    note: str = told("What the talk came to, in a sentence", "入党动机端正", default="")

    def persons(self) -> tuple[tuple[str, UUID], ...]:
        return (("/talked_by", self.talked_by),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(FactData):
    """Members or a mass organisation proposed the applicant as an activist."""

    kind: ClassVar[str] = "recommendation"
    title_zh: ClassVar[str] = "推荐入党积极分子"
    title_en: ClassVar[str] = "Recommended as an activist"

    way: RecommendationWay = told("How the person was proposed", "member_recommendation")
    participating: int = told("How many took part in the recommendation", 21)
    recommending: int = told("How many of them proposed the person", 18)
    organisation: str = told("Mass organisation that proposed, if one did", "青溪镇团委", default="")

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.recommending > self.participating:
            yield FieldError("/recommending", "development.more-than-took-part", self.participating, self.recommending)
        if self.recommending < 1:
            yield FieldError("/recommending", "development.nobody-recommended", 1, self.recommending)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivistDetermination(FactData):
    """The branch committee decided on the applicant as an activist."""

    kind: ClassVar[str] = "activist_determination"
    title_zh: ClassVar[str] = "确定入党积极分子"
    title_en: ClassVar[str] = "Determined as an activist"
    permission: ClassVar[Permission] = Permission.CASE_STEP_BRANCH

    decided_by: DecidingBody = told("Body that decided", "branch_committee")
    agreed: bool = told("It agreed", True)
    meeting_id: UUID | None = told("The meeting, where it is on record", None, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivistFiling(FactData):
    """The upper committee took the activist on file; ``happened_on`` is the day of its reply."""

    kind: ClassVar[str] = "activist_filing"
    title_zh: ClassVar[str] = "积极分子备案"
    title_en: ClassVar[str] = "Activist filed with the upper committee"
    permission: ClassVar[Permission] = Permission.CASE_STEP_COMMITTEE

    reported_on: date = told("Day on which the branch reported", "2025-05-10")
    filed_by: UUID = told("Upper committee that filed", "0199a3a0-0000-7000-8000-000000000002")
    document_number: str = told("Number of the reply", "青组备〔2025〕12号")

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.reported_on > happened_on:
            yield FieldError("/reported_on", "development.reported-after-reply", happened_on, self.reported_on)

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        return (("/filed_by", self.filed_by),)

    def acting_body(self) -> tuple[str, UUID] | None:
        return "/filed_by", self.filed_by


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAssignment(FactData):
    """The branch assigned the contact persons; a later assignment replaces the earlier one from its day."""

    kind: ClassVar[str] = "contact_assignment"
    title_zh: ClassVar[str] = "指定培养联系人"
    title_en: ClassVar[str] = "Contact persons assigned"

    person_ids: tuple[UUID, ...] = told("The contact persons", ("0199a3a0-0000-7000-8000-000000000012",))

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if len(set(self.person_ids)) != len(self.person_ids):
            yield FieldError("/person_ids", "development.person-named-twice")

    def persons(self) -> tuple[tuple[str, UUID], ...]:
        return tuple((f"/person_ids/{index}", person) for index, person in enumerate(self.person_ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfYearlyReview(FactData):
    """The branch reviewed the activist over a period; ``happened_on`` is the day of the review."""

    kind: ClassVar[str] = "half_yearly_review"
    title_zh: ClassVar[str] = "半年考察"
    title_en: ClassVar[str] = "Half-yearly review"
    permission: ClassVar[Permission] = Permission.CASE_CULTIVATE

    period_from: date = told("First day reviewed", "2025-05-20")
    period_to: date = told("Last day reviewed", "2025-11-19")
    suitable: bool = told("The branch goes on cultivating the person", True)
    reported_to_assembly: bool = told("The review was put before the branch assembly", False, default=False)
    note: str = told("What was found, in a sentence", "工作积极，群众反映良好", default="")

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.period_to < self.period_from:
            yield FieldError("/period_to", "development.period-ends-before-it-begins", self.period_from, self.period_to)
        if self.period_to > happened_on:
            yield FieldError("/period_to", "development.period-not-over", happened_on, self.period_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThoughtReport(FactData):
    """The person handed in a thought report."""

    kind: ClassVar[str] = "thought_report"
    title_zh: ClassVar[str] = "思想汇报"
    title_en: ClassVar[str] = "Thought report"
    permission: ClassVar[Permission] = Permission.CASE_CULTIVATE

    topic: str = told("Topic of the report", "学习党章体会", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsHeard(FactData):
    """Somebody's opinion on the person was heard; one fact for each source."""

    kind: ClassVar[str] = "opinions_heard"
    title_zh: ClassVar[str] = "听取意见"
    title_en: ClassVar[str] = "Opinions heard"
    permission: ClassVar[Permission] = Permission.CASE_CULTIVATE

    source: OpinionSource = told("Whose opinion", "party_group")
    purpose: OpinionPurpose = told("What for", "listing", default=OpinionPurpose.LISTING)
    asked: int = told("How many were asked", 12)
    in_favour: int = told("How many of them spoke in favour", 11)
    note: str = told("What was said, in a sentence", "同意列为发展对象", default="")

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        if self.asked < 1:
            yield FieldError("/asked", "development.nobody-asked", 1, self.asked)
        if self.in_favour > self.asked:
            yield FieldError("/in_favour", "development.more-than-took-part", self.asked, self.in_favour)


@dataclass(frozen=True, slots=True, kw_only=True)
class CultivationConclusion(FactData):
    """The branch closed the cultivation with its contact persons: the person may, or may not yet, be listed."""

    kind: ClassVar[str] = "cultivation_conclusion"
    title_zh: ClassVar[str] = "培养考察结论"
    title_en: ClassVar[str] = "Cultivation concluded"

    suitable: bool = told("Basically fit to be listed as a development object", True)
    note: str = told("Why, in a sentence", "培养考察一年以上，基本具备条件", default="")
