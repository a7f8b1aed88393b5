"""Figures of the vote on admission and conversion.

The approving half is of all members *entitled* to vote (应到会有表决权), never of those present or of the papers cast.
"""

from fractions import Fraction

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, still_2014, text_2014, text_2026

__all__ = ["APPROVAL_SHARE", "METHOD", "ONE_BY_ONE", "SHOW_OF_HANDS_ALLOWED", "WRITTEN_OPINION_COUNTS"]

_HALF = Fraction(1, 2)

METHOD = Parameter[str](
    "development.ballot.method",
    "表决方式",
    "Way of voting",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        text_2014("secret", "第二十一条", verified=False, note="From secondary material; article not seen."),
        text_2026("secret", "第二十条"),
    ),
    frozenset({"secret"}),
    CHECKED_ON,
)

APPROVAL_SHARE = Parameter[Fraction](
    "development.ballot.approval_share",
    "赞成人数占应到会有表决权党员比例",
    "Share of the members entitled to vote who must approve",
    Unit.SHARE,
    Comparison.MORE_THAN,
    Strictness.HIGHER,
    (
        text_2014(
            _HALF,
            "第二十一条",
            verified=False,
            note="From secondary material; one copy numbers the article 第二十二条. Of all full members entitled to vote.",
        ),
        text_2026(
            _HALF,
            "第二十条",
            note="Of all entitled to vote. A second copy cites 第二十二条 for the resolution without a figure.",
        ),
    ),
    checked_on=CHECKED_ON,
)

WRITTEN_OPINION_COUNTS = Parameter[bool](
    "development.ballot.written_opinion_counts",
    "会前正式书面意见计入票数",
    "A formal written opinion handed in before the assembly counts as a vote",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FORBIDDEN,
    (
        text_2014(
            True,
            "第二十一条",
            verified=False,
            note="From secondary material; formal, before the meeting; article doubtful.",
        ),
        text_2026(
            True,
            verified=False,
            note="Whether the 2026 text keeps it, and how it squares with a secret ballot, has not been seen.",
        ),
    ),
    checked_on=CHECKED_ON,
)

ONE_BY_ONE = Parameter[bool](
    "development.ballot.one_by_one",
    "逐个讨论表决",
    "Several candidates are discussed and voted on one at a time",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (
        text_2014(True, "第二十一条", verified=False, note="From secondary material; article not seen."),
        still_2014(True, "第二十一条"),
    ),
    checked_on=CHECKED_ON,
)

SHOW_OF_HANDS_ALLOWED = Parameter[bool](
    "development.ballot.show_of_hands_allowed",
    "允许举手表决",
    "Voting by show of hands is allowed",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FORBIDDEN,
    checked_on=CHECKED_ON,
)
