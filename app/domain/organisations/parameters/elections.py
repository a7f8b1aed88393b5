"""Figures of elections within the Party.

The shares keep their own denominators: the quorum is of those entitled to vote, a winner needs more than half of the
entitled members *present* (实到会); committees of the localities use all entitled, and the two are not mixed.
"""

from fractions import Fraction

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
    election_1990,
    election_2020,
)

__all__ = [
    "ELECTION_BALLOTS_RETURNED_MAX",
    "ELECTION_CANDIDATE_SURPLUS_SHARE",
    "ELECTION_DELAY_MAX",
    "ELECTION_DELEGATES_MEMBERS_THRESHOLD",
    "ELECTION_DELEGATES_NUMBER_MAX",
    "ELECTION_DELEGATES_NUMBER_MIN",
    "ELECTION_DELEGATES_NUMBER_USUAL_MAX",
    "ELECTION_METHOD",
    "ELECTION_QUORUM_SHARE",
    "ELECTION_RIGHTS_FULL_MEMBERS_ONLY",
    "ELECTION_RIGHTS_SUSPENDED_IN_CUSTODY",
    "ELECTION_SECRETARY_EQUAL_NUMBER",
    "ELECTION_WIN_SHARE",
]

ELECTION_QUORUM_SHARE = Parameter[Fraction](
    "election.quorum_share",
    "选举到会人数占应到会有选举权党员比例",
    "Share of those entitled to vote who must be present to elect",
    Unit.SHARE,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (
        election_1990(
            Fraction(4, 5),
            note="The text says more than four fifths (超过); a published explanation accepted exactly four fifths.",
        ),
        election_2020(
            Fraction(4, 5),
            "第四章",
            verified=False,
            note="Not less than (不少于), from secondary material; article not seen.",
        ),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_WIN_SHARE = Parameter[Fraction](
    "election.win_share",
    "当选票占实到会有选举权党员比例",
    "Share of the entitled members present whose votes elect",
    Unit.SHARE,
    Comparison.MORE_THAN,
    Strictness.FIXED,
    (
        election_2020(
            Fraction(1, 2),
            "第四章",
            verified=False,
            note="Of those present; committees of the localities use all entitled. From secondary material.",
        ),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_CANDIDATE_SURPLUS_SHARE = Parameter[Fraction](
    "election.candidate_surplus_share",
    "委员候选人差额比例（占应选名额）",
    "Share of the seats by which candidates exceed them",
    Unit.SHARE,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (
        election_2020(
            Fraction(1, 5), "第三章", verified=False, note="Figure from secondary material; article not seen."
        ),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_SECRETARY_EQUAL_NUMBER = Parameter[bool](
    "election.secretary.equal_number",
    "书记、副书记等额选举",
    "Secretary and deputies are elected with as many candidates as seats",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (election_2020(True, "第四章", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)

ELECTION_BALLOTS_RETURNED_MAX = Parameter[str](
    "election.ballots_returned_max",
    "收回选票数不超过发出选票数",
    "Papers returned are at most those issued, or the election is void",
    Unit.CHOICE,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (election_2020("issued", "第四章", verified=False, note="Figure from secondary material; article not seen."),),
    frozenset({"issued"}),
    CHECKED_ON,
)

ELECTION_METHOD = Parameter[str](
    "election.method",
    "选举方式",
    "Way of voting in elections",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (election_2020("secret", "第四章", verified=False, note="From general knowledge, without a source seen."),),
    frozenset({"secret"}),
    CHECKED_ON,
)

ELECTION_DELAY_MAX = Parameter[int](
    "election.delay_max",
    "延期或提前换届上限",
    "Years by which a re-election may be put off or brought forward, with approval",
    Unit.YEAR,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        election_1990(1, "第三条", note="The 1990 text speaks of delay only."),
        election_2020(1, "第三条", note="Generally; needs the upper organisation's approval."),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_DELEGATES_MEMBERS_THRESHOLD = Parameter[int](
    "election.delegates.members_threshold",
    "召开党员代表大会的党员数",
    "Members from which a delegate assembly may be held, with approval",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (election_2020(500, "第四条", note="Or where units are scattered."),),
    checked_on=CHECKED_ON,
)

ELECTION_DELEGATES_NUMBER_MIN = Parameter[int](
    "election.delegates.number_min",
    "党员代表名额下限",
    "Fewest delegates",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (
        election_1990(100, "第七条"),
        election_2020(None, verified=False, note="The 2020 figure has not been seen."),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_DELEGATES_NUMBER_USUAL_MAX = Parameter[int](
    "election.delegates.number_usual_max",
    "党员代表名额一般上限",
    "Usual most delegates",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (
        election_1990(200, "第七条"),
        election_2020(None, verified=False, note="The 2020 figure has not been seen."),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_DELEGATES_NUMBER_MAX = Parameter[int](
    "election.delegates.number_max",
    "党员代表名额上限",
    "Most delegates",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (
        election_1990(300, "第七条"),
        election_2020(None, verified=False, note="The 2020 figure has not been seen."),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_RIGHTS_FULL_MEMBERS_ONLY = Parameter[bool](
    "election.rights.full_members_only",
    "只有正式党员有选举权",
    "Only full members vote and stand; not those on probation within the Party",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (election_2020(True, "第五条"),),
    checked_on=CHECKED_ON,
)

ELECTION_RIGHTS_SUSPENDED_IN_CUSTODY = Parameter[bool](
    "election.rights.suspended_in_custody",
    "留置、逮捕期间中止选举权",
    "The rights of a member in custody are suspended",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (election_2020(True, "第五条"),),
    checked_on=CHECKED_ON,
)
