"""Figures of founding: how many members a body needs, and how many it may have."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
    branch_2018,
    constitution,
)

__all__ = [
    "BRANCH_ESTABLISHMENT_REPLY_DEADLINE",
    "BRANCH_FULL_MEMBERS_MIN",
    "BRANCH_JOINT_UNITS_MAX",
    "BRANCH_MEMBERS_MAX",
    "BRANCH_PROJECT_MONTHS_MIN",
    "FULL_MEMBERS_MIN",
]

FULL_MEMBERS_MIN = Parameter[int](
    "org.full_members_min",
    "成立党的基层组织正式党员数",
    "Full members needed to found a basic organisation",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (constitution(3, "第三十条", note="Chapter five excerpt; the article number is general knowledge."),),
    checked_on=CHECKED_ON,
)

BRANCH_FULL_MEMBERS_MIN = Parameter[int](
    "branch.full_members_min",
    "成立党支部正式党员数",
    "Full members needed to found a branch",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (branch_2018(3, "第二章", note="Chapter cited in the excerpt, article not."),),
    checked_on=CHECKED_ON,
)

BRANCH_MEMBERS_MAX = Parameter[int](
    "branch.members_max",
    "党支部党员人数上限",
    "Most members of a branch",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(50, "第二章", note="Generally."),),
    checked_on=CHECKED_ON,
)

BRANCH_JOINT_UNITS_MAX = Parameter[int](
    "branch.joint.units_max",
    "联合党支部覆盖单位数上限",
    "Most units that a joint branch covers",
    Unit.COUNT,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(5, "第二章", note="Generally."),),
    checked_on=CHECKED_ON,
)

BRANCH_PROJECT_MONTHS_MIN = Parameter[int](
    "branch.project.months_min",
    "工程项目成立党支部的期限",
    "Months a project must last to have a branch",
    Unit.MONTH,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (branch_2018(6, "第二章", note="Chapter cited in the excerpt, article not."),),
    checked_on=CHECKED_ON,
)

BRANCH_ESTABLISHMENT_REPLY_DEADLINE = Parameter[int](
    "branch.establishment.reply_deadline",
    "成立党支部批复时限",
    "Months for the reply to a request to found a branch",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(1, "第二章", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)
