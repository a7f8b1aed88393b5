"""Figures of Party groups: who looks after how many, and who leads one."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
)

__all__ = [
    "BRANCH_COMMITTEE_MEMBER_GROUPS_MAX",
    "BRANCH_COMMITTEE_MEMBER_GROUPS_MIN",
    "BRANCH_GROUP_LEADER_COUNT",
]

BRANCH_COMMITTEE_MEMBER_GROUPS_MIN = Parameter[int](
    "branch.committee_member.groups_min",
    "支部委员联系党小组长数下限",
    "Fewest group leaders a committee member looks after",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

BRANCH_COMMITTEE_MEMBER_GROUPS_MAX = Parameter[int](
    "branch.committee_member.groups_max",
    "支部委员联系党小组长数上限",
    "Most group leaders a committee member looks after",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

BRANCH_GROUP_LEADER_COUNT = Parameter[int](
    "branch.group.leader_count",
    "党小组组长人数",
    "Leaders of a Party group",
    Unit.PERSON,
    Comparison.EQUAL,
    Strictness.FIXED,
    checked_on=CHECKED_ON,
)
