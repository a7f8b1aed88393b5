"""Figures of the yearly appraisal (民主评议党员)."""

from fractions import Fraction

from app.domain.shared.clauses import DocumentKey
from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, branch_2018, education_2019, undated

__all__ = [
    "EXCELLENT_SHARE_MAX",
    "FREQUENCY",
    "GRADES",
    "PROBATIONARY_GRADED",
    "STEPS",
]

FREQUENCY = Parameter[int](
    "appraisal.frequency",
    "民主评议党员每年次数",
    "Appraisals of members in a year",
    Unit.TIMES_PER_YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (education_2019(1, "第十八条", note="Generally; may be joined with the organisational life meeting."),),
    checked_on=CHECKED_ON,
)

STEPS = Parameter[frozenset[str]](
    "appraisal.steps",
    "民主评议程序",
    "Parts of the appraisal; branch committee or assembly then gives the grade",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUPERSET,
    (education_2019(frozenset({"self", "peer", "vote"}), "第十八条"),),
    frozenset({"peer", "self", "vote"}),
    CHECKED_ON,
)

GRADES = Parameter[frozenset[str]](
    "appraisal.grades",
    "民主评议等次",
    "Grades: 优秀, 合格, 基本合格, 不合格",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        branch_2018(
            frozenset({"excellent", "qualified", "basically_qualified", "unqualified"}),
            "第十七条",
            verified=False,
            note="Three institutional notices use these four; article from general knowledge. A street's three grades (优秀, 称职, 不称职) conflict and serve history only.",
        ),
    ),
    frozenset({"basically_qualified", "excellent", "qualified", "unqualified"}),
    CHECKED_ON,
)

EXCELLENT_SHARE_MAX = Parameter[Fraction](
    "appraisal.excellent_share_max",
    "优秀党员占参评正式党员比例上限",
    "Most excellent members as a share of those graded",
    Unit.SHARE,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        undated(
            Fraction(1, 3),
            DocumentKey.ANNUAL_NOTICE,
            verified=False,
            note="Set each year by a notice, generally; seen in a notice of 2024.",
        ),
    ),
    checked_on=CHECKED_ON,
)

PROBATIONARY_GRADED = Parameter[bool](
    "appraisal.probationary_graded",
    "预备党员评定等次",
    "Probationary members are graded",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        undated(
            False,
            DocumentKey.ANNUAL_NOTICE,
            verified=False,
            note="They take part and are not graded; seen in a notice of 2024.",
        ),
    ),
    checked_on=CHECKED_ON,
)
