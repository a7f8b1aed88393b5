"""Figures of stage 4: pre-review, talk, approval and its filing; powers to approve stand in organisations."""

from app.domain.development.parameters._notes import ADDED_2014, SECONDARY
from app.domain.organisations.parameters import (
    APPROVAL_GENERAL_BRANCH_MAY_APPROVE,
    APPROVAL_PARTY_GROUP_MAY_APPROVE,
    APPROVAL_SUBORDINATE_COMMITTEE_MAY_APPROVE,
    APPROVAL_TEMPORARY_ORG_MAY_ADMIT,
)
from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
    still_2014,
    text_1990,
    text_2014,
    text_2026,
)

__all__ = [
    "APPROVAL_DEADLINE",
    "APPROVAL_DEADLINE_MAX",
    "APPROVAL_FILED_WITH_ORG_DEPARTMENT",
    "APPROVAL_GENERAL_BRANCH_MAY_APPROVE",
    "APPROVAL_PARTY_GROUP_MAY_APPROVE",
    "APPROVAL_SUBORDINATE_COMMITTEE_MAY_APPROVE",
    "APPROVAL_TALK_BY",
    "APPROVAL_TEMPORARY_ORG_MAY_ADMIT",
    "PREREVIEW_LEAVING_SOON_MONTHS",
    "PREREVIEW_REQUIRED",
    "PREREVIEW_TALK_BY_ORG_DEPARTMENT",
]

PREREVIEW_REQUIRED = Parameter[bool](
    "development.prereview.required",
    "基层党委预审",
    "The committee with approval power reviews before the assembly",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (
        text_1990(False, note="Not asked for before 2014."),
        text_2014(True, "第十九条", verified=False, note=ADDED_2014),
        text_2026(True, "第十八条", note="By the committee that holds approval power."),
    ),
    checked_on=CHECKED_ON,
)

PREREVIEW_LEAVING_SOON_MONTHS = Parameter[int](
    "development.prereview.leaving_soon_months",
    "即将离开工作学习单位不办理接收（月）",
    "Months before leaving the unit within which admission is generally not dealt with",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.HIGHER,
    (
        text_2014(3, "第十九条", verified=False, note=f"{SECONDARY} Generally."),
        still_2014(3, "第十九条", note="Generally."),
    ),
    checked_on=CHECKED_ON,
)

PREREVIEW_TALK_BY_ORG_DEPARTMENT = Parameter[bool](
    "development.prereview.talk_by_org_department",
    "发展前组织部谈话",
    "The organisation department talks with the person before admission",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    checked_on=CHECKED_ON,
)

_TALKERS = frozenset({"committee_member", "organiser"})

APPROVAL_TALK_BY = Parameter[frozenset[str]](
    "development.approval.talk_by",
    "审批前谈话人",
    "Who may hold the talk before approval",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUBSET,
    (text_2014(_TALKERS, "第二十三条", verified=False, note=SECONDARY), still_2014(_TALKERS, "第二十三条")),
    _TALKERS,
    CHECKED_ON,
)

APPROVAL_DEADLINE = Parameter[int](
    "development.approval.deadline",
    "接收预备党员审批时限",
    "Months from the report of the branch's resolution to the approval",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        text_2014(3, "第二十六条", verified=False, note=SECONDARY),
        text_2026(3, "第二十五条", note="Counted from the day the resolution was reported."),
    ),
    checked_on=CHECKED_ON,
)

APPROVAL_DEADLINE_MAX = Parameter[int](
    "development.approval.deadline_max",
    "特殊情况审批最长时限",
    "Months to the approval in special cases",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        text_2014(6, "第二十六条", verified=False, note=SECONDARY),
        text_2026(6, "第二十五条", note="Special cases only."),
    ),
    checked_on=CHECKED_ON,
)

APPROVAL_FILED_WITH_ORG_DEPARTMENT = Parameter[bool](
    "development.approval.filed_with_org_department",
    "审批后报上一级党委组织部门备案",
    "An approval is filed with the next higher organisation department",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (
        text_1990(False, note="Not asked for before 2014."),
        text_2014(True, "第二十六条", verified=False, note=ADDED_2014),
        text_2026(True, "第二十五条"),
    ),
    checked_on=CHECKED_ON,
)
