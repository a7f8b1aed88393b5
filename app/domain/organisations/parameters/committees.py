"""Figures of committees: from how many members on, of how many, and for how many years."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
    branch_2018,
    constitution,
)

__all__ = [
    "BRANCH_COMMITTEE_SIZE_MAX",
    "BRANCH_COMMITTEE_SIZE_MIN",
    "BRANCH_COMMITTEE_SIZE_USUAL_MAX",
    "BRANCH_COMMITTEE_TERM_OTHER",
    "BRANCH_COMMITTEE_TERM_VILLAGE",
    "BRANCH_COMMITTEE_THRESHOLD",
    "BRANCH_SECRETARY_PARTY_AGE_MIN",
    "BRANCH_SMALL_DEPUTY_MAX",
    "COMMITTEE_TERM_MAX",
    "COMMITTEE_TERM_MIN",
]

BRANCH_COMMITTEE_THRESHOLD = Parameter[int](
    "branch.committee.threshold",
    "设立支部委员会的正式党员数",
    "Full members from which a branch has a committee",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (branch_2018(7, "第六章", note="Chapter cited in the excerpt, article not."),),
    checked_on=CHECKED_ON,
)

BRANCH_COMMITTEE_SIZE_MIN = Parameter[int](
    "branch.committee.size_min",
    "支部委员会人数下限",
    "Fewest members of a branch committee",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (branch_2018(3, "第六章", note="Chapter cited in the excerpt, article not."),),
    checked_on=CHECKED_ON,
)

BRANCH_COMMITTEE_SIZE_USUAL_MAX = Parameter[int](
    "branch.committee.size_usual_max",
    "支部委员会一般人数上限",
    "Usual most members of a branch committee",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(5, "第六章", note="Chapter cited in the excerpt, article not."),),
    checked_on=CHECKED_ON,
)

BRANCH_COMMITTEE_SIZE_MAX = Parameter[int](
    "branch.committee.size_max",
    "支部委员会人数上限",
    "Most members of a branch committee",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(7, "第六章", note="Generally."),),
    checked_on=CHECKED_ON,
)

BRANCH_SMALL_DEPUTY_MAX = Parameter[int](
    "branch.small.deputy_max",
    "不设支委会的支部副书记人数上限",
    "Most deputy secretaries of a branch without a committee",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(1, "第六章", note="One secretary, and one deputy when needed."),),
    checked_on=CHECKED_ON,
)

BRANCH_COMMITTEE_TERM_VILLAGE = Parameter[int](
    "branch.committee.term_village",
    "村、社区支委会任期",
    "Years of a branch committee term in villages and communities",
    Unit.YEAR,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018(5, "第六章", note="Chapter cited in the excerpt, article not."),),
    checked_on=CHECKED_ON,
)

BRANCH_COMMITTEE_TERM_OTHER = Parameter[int](
    "branch.committee.term_other",
    "其他支委会任期",
    "Years of a branch committee term elsewhere",
    Unit.YEAR,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018(3, "第六章", note="Generally."),),
    checked_on=CHECKED_ON,
)

BRANCH_SECRETARY_PARTY_AGE_MIN = Parameter[int](
    "branch.secretary.party_age_min",
    "支部书记党龄",
    "Years of Party age of a branch secretary",
    Unit.YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (branch_2018(1, "第六章", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)

COMMITTEE_TERM_MIN = Parameter[int](
    "org.committee.term_min",
    "基层委员会任期下限",
    "Fewest years of a grassroots committee term",
    Unit.YEAR,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (constitution(3, "第三十一条", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)

COMMITTEE_TERM_MAX = Parameter[int](
    "org.committee.term_max",
    "基层委员会任期上限",
    "Most years of a grassroots committee term",
    Unit.YEAR,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (constitution(5, "第三十一条", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)
