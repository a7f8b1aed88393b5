"""Figures of stage 5: oath, probation and its extension, conversion; the quorum stands in meetings."""

from app.domain.development.parameters._notes import SECONDARY
from app.domain.meetings.parameters import CONVERSION_QUORUM_SHARE as CONVERSION_ASSEMBLY_QUORUM_SHARE
from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
    constitution,
    ours,
    text_2014,
    text_2026,
)

__all__ = [
    "CONVERSION_APPROVAL_DEADLINE",
    "CONVERSION_ASSEMBLY_QUORUM_SHARE",
    "CONVERSION_WRITTEN_APPLICATION",
    "MEMBER_PROBATION_RIGHTS_WITHHELD",
    "OATH_DEADLINE",
    "OATH_REQUIRED",
    "PARTY_AGE_START",
    "PROBATION_DURATION",
    "PROBATION_EXTENSION_COUNT_MAX",
    "PROBATION_EXTENSION_MONTHS_MAX",
    "PROBATION_EXTENSION_MONTHS_MIN",
    "PROBATION_OUTCOMES",
    "PROBATION_START",
]

_BEFORE_2022 = (
    "No text of the days before October 2022 is on record; twelve months, as in the text that is: without them nobody could "
    "tell when a probation of those days ended, and with it from when Party age counts."
)

OATH_REQUIRED = Parameter[bool](
    "development.oath.required",
    "入党宣誓",
    "The oath of admission is taken",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (text_2026(True, "第二十九条"),),
    checked_on=CHECKED_ON,
)

OATH_DEADLINE = Parameter[int](
    "development.oath.deadline",
    "审批后入党宣誓时限",
    "Months from the approval to the oath; generally, hence a soft limit",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (text_2026(1, "第二十九条", note="Generally; a soft limit."),),
    checked_on=CHECKED_ON,
)

PROBATION_DURATION = Parameter[int](
    "probation.duration",
    "预备期",
    "Months of probation",
    Unit.MONTH,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        ours(12, _BEFORE_2022),
        constitution(
            12,
            "第七条",
            note="Row member.probation.duration; one condensed copy numbers the article 第五条.",
        ),
        text_2026(12, "第三十一条"),
    ),
    checked_on=CHECKED_ON,
)

PROBATION_START = Parameter[str](
    "probation.start",
    "预备期起算日",
    "Day from which probation counts: that of the branch assembly's resolution",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (text_2026("branch_assembly_resolution_date", "第三十一条"),),
    frozenset({"branch_assembly_resolution_date"}),
    CHECKED_ON,
)

PROBATION_EXTENSION_COUNT_MAX = Parameter[int](
    "probation.extension.count_max",
    "延长预备期次数上限",
    "How often probation may be extended",
    Unit.COUNT,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (text_2026(1, "第三十一条"),),
    checked_on=CHECKED_ON,
)

PROBATION_EXTENSION_MONTHS_MIN = Parameter[int](
    "probation.extension.months_min",
    "延长预备期下限",
    "Fewest months of an extension",
    Unit.MONTH,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (text_2014(6, "第三十二条", verified=False, note=SECONDARY), text_2026(6, "第三十一条")),
    checked_on=CHECKED_ON,
)

PROBATION_EXTENSION_MONTHS_MAX = Parameter[int](
    "probation.extension.months_max",
    "延长预备期上限",
    "Most months of an extension",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (text_2014(12, "第三十二条", verified=False, note=SECONDARY), text_2026(12, "第三十一条")),
    checked_on=CHECKED_ON,
)

_OUTCOMES = frozenset({"convert", "extend", "cancel"})

PROBATION_OUTCOMES = Parameter[frozenset[str]](
    "probation.outcomes",
    "预备期满处理",
    "What may be resolved when probation ends",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.FIXED,
    (text_2026(_OUTCOMES, "第三十一条"),),
    _OUTCOMES,
    CHECKED_ON,
)

_WITHHELD = frozenset({"vote", "elect", "be_elected"})

MEMBER_PROBATION_RIGHTS_WITHHELD = Parameter[frozenset[str]](
    "member.probation.rights_withheld",
    "预备党员没有的权利",
    "Rights that a probationary member does not have",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.FIXED,
    (constitution(_WITHHELD, "第七条", verified=False, note=SECONDARY),),
    _WITHHELD,
    CHECKED_ON,
)

CONVERSION_WRITTEN_APPLICATION = Parameter[bool](
    "conversion.written_application",
    "转正书面申请",
    "A probationary member applies for conversion in writing",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (text_2026(True, "第三十二条"),),
    checked_on=CHECKED_ON,
)

CONVERSION_APPROVAL_DEADLINE = Parameter[int](
    "conversion.approval.deadline",
    "转正审批时限",
    "Months to the approval of a conversion",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        text_2014(3, "第三十四条", verified=False, note=SECONDARY),
        text_2026(3, "第三十三条", note="No longer limit for special cases was seen here."),
    ),
    checked_on=CHECKED_ON,
)

PARTY_AGE_START = Parameter[str](
    "party_age.start",
    "党龄起算日",
    "Day from which Party age counts: when probation ends and the person becomes a full member",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (text_2026("conversion_date", "第三十三条"),),
    frozenset({"conversion_date"}),
    CHECKED_ON,
)
