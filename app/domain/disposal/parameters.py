"""Figures of disposal of unqualified members and of discipline.

The disposal measures of 2024 were not found; their entry is unverified.
"""

from app.domain.shared.clauses import DocumentKey
from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, constitution, education_2019, undated

__all__ = [
    "AUTO_EXIT_MONTHS",
    "CORRECTION_MONTHS_MAX",
    "DISCIPLINE_KINDS",
    "DISCIPLINE_PROBATION_WITHIN_PARTY_MAX",
    "KINDS",
]

CORRECTION_MONTHS_MAX = Parameter[int](
    "disposal.correction.months_max",
    "限期改正期限上限",
    "Most months of a correction period",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (education_2019(12, "第三十条", note="The 2024 measures may say more; their text was not found."),),
    checked_on=CHECKED_ON,
)

AUTO_EXIT_MONTHS = Parameter[int](
    "disposal.auto_exit.months",
    "不参加组织生活等予以除名的月数",
    "Running months without organisation life, dues or assigned work, without good reason, after which the member is removed",
    Unit.MONTH,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (
        education_2019(
            6,
            "第三十一条",
            note="The Constitution of 2022 says the same in 第九条 (row member.auto_exit.months, not verified there).",
        ),
    ),
    checked_on=CHECKED_ON,
)

KINDS = Parameter[frozenset[str]](
    "disposal.kinds",
    "组织处置方式",
    "Kinds of disposal",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        undated(
            frozenset({"correction_with_deadline", "persuade_to_withdraw", "removal"}),
            DocumentKey.DISPOSAL_2024,
            verified=False,
            note="From general knowledge; the text was not found and its first day is not on record.",
        ),
    ),
    frozenset({"correction_with_deadline", "persuade_to_withdraw", "removal"}),
    CHECKED_ON,
)

DISCIPLINE_KINDS = Parameter[frozenset[str]](
    "discipline.kinds",
    "党纪处分种类",
    "Kinds of Party discipline",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        constitution(
            frozenset(
                {"warning", "serious_warning", "removal_from_party_posts", "probation_within_party", "expulsion"}
            ),
            "第四十一条",
            verified=False,
            note="Figure from secondary material; article not seen.",
        ),
    ),
    frozenset({"expulsion", "probation_within_party", "removal_from_party_posts", "serious_warning", "warning"}),
    CHECKED_ON,
)

DISCIPLINE_PROBATION_WITHIN_PARTY_MAX = Parameter[int](
    "discipline.probation_within_party_max",
    "留党察看年限上限",
    "Most years of probation within the Party",
    Unit.YEAR,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (constitution(2, "第四十二条", verified=False, note="From general knowledge, without a source seen."),),
    checked_on=CHECKED_ON,
)
