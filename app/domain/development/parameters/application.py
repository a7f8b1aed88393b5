"""Figures of stage 1: who may apply, where, and the first talk."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
    constitution,
    text_1990,
    text_2014,
    text_2026,
)

__all__ = [
    "APPLICATION_AGE_MIN",
    "APPLICATION_RECEIVED_BY",
    "APPLICATION_TALK_DEADLINE",
    "PRIORITY_AGE_MAX",
]

APPLICATION_AGE_MIN = Parameter[int](
    "development.application.age_min",
    "申请入党最低年龄（周岁）",
    "Full years of age of an applicant",
    Unit.YEAR,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (
        constitution(18, "第一条", note="The Constitution's own age (row member.age_min); it is a right, hence fixed."),
        text_2026(18, "第五条", note="The same figure as the Constitution's."),
    ),
    checked_on=CHECKED_ON,
)

APPLICATION_RECEIVED_BY = Parameter[frozenset[str]](
    "development.application.received_by",
    "申请受理党组织",
    "Organisations that receive an application",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        text_2014(
            frozenset({"work_or_study_unit", "residence", "floating_member_org"}),
            "第六条",
            note="The unit's organisation; where none, the residence's; floating people also at the unit's location or "
            "its governing department.",
        ),
        text_2026(
            frozenset({"work_or_study_unit"}),
            "第六条",
            note="The unit's organisation. Whether residence and floating organisations remain as a fallback was not "
            "checked, so an application received there is not refused on this ground.",
        ),
    ),
    frozenset({"work_or_study_unit", "residence", "floating_member_org"}),
    CHECKED_ON,
)

APPLICATION_TALK_DEADLINE = Parameter[int](
    "development.application.talk_deadline",
    "收到申请书后派人谈话时限",
    "Months from the receipt of the application letter to the talk",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        text_1990(None, note="No time limit before 2014, as the official questions and answers say."),
        text_2014(1, "第七条", note="New in 2014; the article number was not read in the text."),
        text_2026(1, "第七条", note="Counted from the receipt of the application letter."),
    ),
    checked_on=CHECKED_ON,
)

PRIORITY_AGE_MAX = Parameter[int](
    "development.priority.age_max",
    "优先发展年龄",
    "Age up to which applicants are given priority: a preference, not a condition",
    Unit.YEAR,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)
