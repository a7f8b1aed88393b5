"""Figures of assessment: score sheets, opinion polls, evaluations by members. All of them are local practice.

The denominators differ and are named: the poll's member share is of all members of the branch, its mass share is of the
masses as the branch defines them (the practice does not say), the shares of excellent and poor are of the votes given.
"""

from fractions import Fraction

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON

__all__ = [
    "EVALUATION_APPROVAL_SHARE",
    "EVALUATION_FULL_MEMBER_PARTICIPATION_SHARE",
    "EVALUATION_SCOPE_SHARE",
    "POLL_DIMENSIONS",
    "POLL_EXCELLENT_SHARE",
    "POLL_MASS_SHARE",
    "POLL_MEMBER_SHARE",
    "POLL_OPTIONS",
    "POLL_POOR_SHARE",
    "SCORE_DAILY_MIN",
    "SCORE_HONOURS_YEARS",
    "TALK_SCORE_MIN",
]

SCORE_DAILY_MIN = Parameter[int](
    "development.score.daily_min",
    "量化考核合格分",
    "Pass mark of the quantified score sheet",
    Unit.POINT,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

SCORE_HONOURS_YEARS = Parameter[int](
    "development.score.honours_years",
    "荣誉统计年限",
    "How many past years of honours count in the score",
    Unit.YEAR,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

POLL_MEMBER_SHARE = Parameter[Fraction](
    "development.poll.member_share",
    "民意测验参加党员占支部全体党员比例",
    "Share of all members of the branch who take part in the opinion poll",
    Unit.SHARE,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

POLL_MASS_SHARE = Parameter[Fraction](
    "development.poll.mass_share",
    "民意测验参加群众占群众总数比例",
    "Share of the masses who take part in the opinion poll; the practice does not define the base",
    Unit.SHARE,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

POLL_OPTIONS = Parameter[frozenset[str]](
    "development.poll.options",
    "民意测验选项",
    "Options of the opinion poll: excellent (优秀), average (一般), poor (差)",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.FIXED,
    choices=frozenset({"excellent", "average", "poor"}),
    checked_on=CHECKED_ON,
)

POLL_EXCELLENT_SHARE = Parameter[Fraction](
    "development.poll.excellent_share",
    "优秀票占有效票比例",
    "Share of excellent votes among the votes given; exactly the share passes",
    Unit.SHARE,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

POLL_POOR_SHARE = Parameter[Fraction](
    "development.poll.poor_share",
    "差票占有效票比例",
    "Share of poor votes among the votes given; exactly the share passes",
    Unit.SHARE,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

POLL_DIMENSIONS = Parameter[int](
    "development.poll.dimensions",
    "民意测验内容项数",
    "Number of criteria of the opinion poll",
    Unit.COUNT,
    Comparison.EQUAL,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

EVALUATION_SCOPE_SHARE = Parameter[Fraction](
    "development.evaluation.scope_share",
    "评议范围内党员占正式党员比例",
    "Share of the full members who are asked to evaluate",
    Unit.SHARE,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

EVALUATION_FULL_MEMBER_PARTICIPATION_SHARE = Parameter[Fraction](
    "development.evaluation.full_member_participation_share",
    "参评正式党员占应参评正式党员比例",
    "Share of the full members asked who take part in the evaluation",
    Unit.SHARE,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

EVALUATION_APPROVAL_SHARE = Parameter[Fraction](
    "development.evaluation.approval_share",
    "评议同意人数占参评正式党员比例",
    "Share of the full members taking part who approve",
    Unit.SHARE,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

TALK_SCORE_MIN = Parameter[int](
    "assessments.talk_score_min",
    "谈话评分合格分",
    "Pass mark of the scored talk; no source gives a figure, the adopter sets it",
    Unit.POINT,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)
