"""Facts of a political review (政治审查): subjects, inquiries with their replies, statement, investigators, conclusion.

Privacy: a subject is known by the relation to the candidate; the rules need neither names nor numbers. What a
department answers is a result and a stamped document; no file of the department is copied.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

__all__ = [
    "Conclusion",
    "ConclusionResult",
    "ContentGroup",
    "ContentJudgement",
    "Inquiry",
    "InquiryAddressee",
    "Investigator",
    "PoliticalReview",
    "Relation",
    "ReplyResult",
    "Statement",
    "Subject",
]


class Relation(StrEnum):
    """Who is looked at. 2014, article 16 speaks of close relatives and main social relations without a list: ours."""

    CANDIDATE = "candidate"
    SPOUSE = "spouse"
    FATHER = "father"
    MOTHER = "mother"
    CHILD = "child"
    SIBLING = "sibling"
    PARENT_IN_LAW = "parent_in_law"
    OTHER_CLOSE = "other_close"


class ContentGroup(StrEnum):
    """The groups of contents that a review judges; which of them are owed is a parameter of the day's text."""

    LINE_ATTITUDE = "line_attitude"
    POLITICAL_HISTORY = "political_history"
    LAW_AND_MORALS = "law_and_morals"
    RELATIVES = "relatives"


class InquiryAddressee(StrEnum):
    """Whom a letter of inquiry goes to."""

    DEPARTMENT = "department"
    HOUSEHOLD_REGISTRATION_ORG = "household_registration_org"
    RESIDENCE_ORG = "residence_org"
    OTHER_ORG = "other_org"


class ReplyResult(StrEnum):
    """What the reply says in one word."""

    CLEAR = "clear"
    ADVERSE = "adverse"
    UNKNOWN_HERE = "unknown_here"


class ConclusionResult(StrEnum):
    """What the review found. ``needs_more`` keeps it open."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    NEEDS_MORE = "needs_more"


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody whom the review looks at, by relation."""

    id: UUID
    relation: Relation


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A letter of inquiry and its reply. ``reply_document`` is the stamped answer; open while ``replied_on`` is None.

    ``withdrawn_on`` is set when the letter was called back with a reason; it then neither holds nor counts.
    """

    id: UUID
    addressee: InquiryAddressee
    sent_on: date
    department: str | None = None
    subject_id: UUID | None = None
    replied_on: date | None = None
    result: ReplyResult | None = None
    reply_document: UUID | None = None
    withdrawn_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether an answer is still awaited."""
        return self.replied_on is None and self.withdrawn_on is None

    @property
    def is_answered(self) -> bool:
        """Tell whether a stamped answer is there."""
        return self.replied_on is not None and self.reply_document is not None and self.withdrawn_on is None


@dataclass(frozen=True, slots=True)
class Statement:
    """The person's own written statement."""

    stated_on: date
    document_id: UUID


@dataclass(frozen=True, slots=True)
class Investigator:
    """Somebody appointed to carry the review out."""

    person_id: UUID
    appointed_on: date


@dataclass(frozen=True, slots=True)
class ContentJudgement:
    """What the investigators found on one group of contents."""

    group: ContentGroup
    ok: bool
    explained: bool = False
    """The finding was written down."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The review's conclusion, with its document."""

    result: ConclusionResult
    concluded_on: date
    document_id: UUID | None
    contents: tuple[ContentJudgement, ...] = ()


@dataclass(frozen=True, slots=True)
class PoliticalReview:
    """One review of one development case; ``conclusion`` is the latest one."""

    id: UUID
    case_id: UUID
    candidate_id: UUID
    opened_on: date
    floating: bool = False
    """The candidate lives or works away from the household registration; then both places are asked."""
    subjects: tuple[Subject, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    statement: Statement | None = None
    investigators: tuple[Investigator, ...] = ()
    conclusion: Conclusion | None = None
