"""Figures of assemblies: quorum, supervision, the time limit after the pre-review.

Quorum shares are of the members *entitled* to vote (应到会有表决权), never of those on the roll or those present.
Supervision by the upper committee is local practice: the national text does not make an assembly without a supervisor
void, so a refusal on that ground names the local rule.
"""

from fractions import Fraction

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, branch_2018, still_2014, text_2014, text_2026

__all__ = [
    "ASSEMBLY_VOTE_APPROVAL_SHARE",
    "ASSEMBLY_VOTE_QUORUM_SHARE",
    "CONVERSION_QUORUM_SHARE",
    "DEADLINE_AFTER_PREREVIEW",
    "NOTICE_LEAD_DAYS",
    "NOTIFY_UPPER_IN_ADVANCE",
    "POST_VOTE_TALKS",
    "QUORUM_SHARE",
    "SUPERVISORS_MAX",
    "SUPERVISORS_MIN",
    "SUPERVISOR_MAY_SUSPEND",
    "VOID_WITHOUT_SUPERVISOR",
]

_HALF = Fraction(1, 2)

QUORUM_SHARE = Parameter[Fraction](
    "development.assembly.quorum_share",
    "接收大会到会人数占应到会有表决权党员比例",
    "Share of the members entitled to vote who must be present to admit",
    Unit.SHARE,
    Comparison.MORE_THAN,
    Strictness.HIGHER,
    (
        text_2014(_HALF, "第二十条", note="Strictly more than half of those entitled to vote."),
        text_2026(_HALF, "第十九条", note="Strictly more than half of those entitled to vote, not of the roll."),
    ),
    checked_on=CHECKED_ON,
)

CONVERSION_QUORUM_SHARE = Parameter[Fraction](
    "conversion.assembly.quorum_share",
    "转正大会到会人数占应到会有表决权党员比例",
    "Share of the members entitled to vote who must be present to convert",
    Unit.SHARE,
    Comparison.MORE_THAN,
    Strictness.HIGHER,
    (
        text_2014(_HALF, "第三十三条", note="Attendance and approval follow the rules of admission."),
        still_2014(_HALF, "第三十三条", note="The step table holds conversion to the same quorum as admission."),
    ),
    checked_on=CHECKED_ON,
)

DEADLINE_AFTER_PREREVIEW = Parameter[int](
    "development.assembly.deadline_after_prereview",
    "预审合格后提交支部大会时限",
    "Months from the passed pre-review to the branch assembly",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        text_2014(None, verified=False, note="The 2014 text has no such time limit."),
        text_2026(1, "第十九条"),
    ),
    checked_on=CHECKED_ON,
)

SUPERVISORS_MIN = Parameter[int](
    "development.assembly.supervisors_min",
    "现场监督人数下限",
    "Fewest supervisors from the upper committee at an assembly",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

SUPERVISORS_MAX = Parameter[int](
    "development.assembly.supervisors_max",
    "现场监督人数上限",
    "Most supervisors from the upper committee at an assembly",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

VOID_WITHOUT_SUPERVISOR = Parameter[bool](
    "development.assembly.void_without_supervisor",
    "无监督议程无效（本地规定）",
    "An assembly without a supervisor is void under the local rule",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    checked_on=CHECKED_ON,
)

SUPERVISOR_MAY_SUSPEND = Parameter[bool](
    "development.assembly.supervisor_may_suspend",
    "监督干部可中止票决",
    "A supervisor may suspend the vote; the assembly is then held again on another day",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    checked_on=CHECKED_ON,
)

NOTIFY_UPPER_IN_ADVANCE = Parameter[bool](
    "development.assembly.notify_upper_in_advance",
    "大会提前通知上级",
    "The upper committee is told of the assembly in advance (no lead time is given)",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    checked_on=CHECKED_ON,
)

POST_VOTE_TALKS = Parameter[bool](
    "development.assembly.post_vote_talks",
    "票决后谈话",
    "Supervisors talk with members after the vote on admission or conversion (how many is not given)",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    checked_on=CHECKED_ON,
)

NOTICE_LEAD_DAYS = Parameter[int](
    "meetings.notice_lead_days",
    "大会提前通知党员天数",
    "Days by which the members are told of an assembly; no text gives a figure",
    Unit.DAY,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

ASSEMBLY_VOTE_QUORUM_SHARE = Parameter[Fraction](
    "meeting.assembly.vote_quorum_share",
    "支部党员大会表决到会人数占应到会有表决权党员比例",
    "Share of the members entitled to vote who must be present for any vote of a branch assembly",
    Unit.SHARE,
    Comparison.MORE_THAN,
    Strictness.HIGHER,
    (branch_2018(_HALF, "第十一条", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)

ASSEMBLY_VOTE_APPROVAL_SHARE = Parameter[Fraction](
    "meeting.assembly.vote_approval_share",
    "支部党员大会赞成人数占应到会有表决权党员比例",
    "Share of the members entitled to vote who must approve a resolution of a branch assembly",
    Unit.SHARE,
    Comparison.MORE_THAN,
    Strictness.HIGHER,
    (branch_2018(_HALF, "第十一条", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)
