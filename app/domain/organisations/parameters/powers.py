"""Who may approve admissions, and what a temporary branch may not do."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
    branch_2018,
    still_2014,
    text_2014,
)

__all__ = [
    "APPROVAL_GENERAL_BRANCH_MAY_APPROVE",
    "APPROVAL_PARTY_GROUP_MAY_APPROVE",
    "APPROVAL_SUBORDINATE_COMMITTEE_MAY_APPROVE",
    "APPROVAL_TEMPORARY_ORG_MAY_ADMIT",
    "BRANCH_TEMPORARY_CONDITION",
    "BRANCH_TEMPORARY_MAY_ADMIT",
    "BRANCH_TEMPORARY_MAY_COLLECT_DUES",
    "BRANCH_TEMPORARY_MAY_DISCIPLINE",
    "BRANCH_TEMPORARY_MAY_ELECT",
]

_FROM_MEMORY = "From general knowledge, without a source seen."

BRANCH_TEMPORARY_MAY_ADMIT = Parameter[bool](
    "branch.temporary.may_admit",
    "临时党支部可发展党员",
    "A temporary branch may admit members",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018(False, "第二章", note="Generally."),),
    checked_on=CHECKED_ON,
)

BRANCH_TEMPORARY_MAY_COLLECT_DUES = Parameter[bool](
    "branch.temporary.may_collect_dues",
    "临时党支部可收缴党费",
    "A temporary branch may collect dues",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018(False, "第二章"),),
    checked_on=CHECKED_ON,
)

BRANCH_TEMPORARY_MAY_DISCIPLINE = Parameter[bool](
    "branch.temporary.may_discipline",
    "临时党支部可处分处置党员",
    "A temporary branch may discipline or dispose of members",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018(False, "第二章"),),
    checked_on=CHECKED_ON,
)

BRANCH_TEMPORARY_MAY_ELECT = Parameter[bool](
    "branch.temporary.may_elect",
    "临时党支部可换届、选举代表",
    "A temporary branch may re-elect or elect delegates; its leaders are appointed",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018(False, "第二章", note="The approving body appoints the leaders."),),
    checked_on=CHECKED_ON,
)

BRANCH_TEMPORARY_CONDITION = Parameter[str](
    "branch.temporary.condition",
    "临时党支部成立条件",
    "When a temporary branch may be set up; it ends with the task body",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018("task_body_without_transfer_of_membership", "第二章"),),
    frozenset({"task_body_without_transfer_of_membership"}),
    CHECKED_ON,
)

APPROVAL_SUBORDINATE_COMMITTEE_MAY_APPROVE = Parameter[bool](
    "development.approval.subordinate_committee_may_approve",
    "乡镇街道所属基层党委可审批预备党员",
    "A committee under a township or street may approve admissions; it deliberates (审议) instead",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        text_2014(
            False, "第二十四条", note="An official answer states the rule; the article number is general knowledge."
        ),
        still_2014(False, "第二十四条"),
    ),
    checked_on=CHECKED_ON,
)

APPROVAL_GENERAL_BRANCH_MAY_APPROVE = Parameter[bool](
    "development.approval.general_branch_may_approve",
    "党总支可审批预备党员",
    "A general branch may approve admissions",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (text_2014(False, "第二十四条", verified=False, note=_FROM_MEMORY), still_2014(False, "第二十四条")),
    checked_on=CHECKED_ON,
)

APPROVAL_PARTY_GROUP_MAY_APPROVE = Parameter[bool](
    "development.approval.party_group_may_approve",
    "党组可审批预备党员",
    "A leading Party group (党组) may approve admissions",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (text_2014(False, "第二十四条", verified=False, note=_FROM_MEMORY), still_2014(False, "第二十四条")),
    checked_on=CHECKED_ON,
)

APPROVAL_TEMPORARY_ORG_MAY_ADMIT = Parameter[bool](
    "development.approval.temporary_org_may_admit",
    "临时党组织可接收审批预备党员",
    "A temporary organisation may admit or approve; it may take application letters and train applicants",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        text_2014(
            False, "第二十四条", note="Official answers state the rule; the article number is general knowledge."
        ),
        still_2014(False, "第二十四条", note="The 2018 regulation on branch work says the same of temporary branches."),
    ),
    checked_on=CHECKED_ON,
)
