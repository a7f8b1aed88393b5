"""The vote: figures that can't be, how it is taken, and the outcome over those entitled."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import pytest

from app.domain.ballots import parameters as p
from app.domain.ballots import rules, tally, written
from app.domain.ballots.facts import (
    BallotFacts,
    BallotMethod,
    BallotOutcome,
    BallotState,
    Count,
    Paper,
    TallyFacts,
)
from app.domain.meetings.facts import Attendance, CandidateFacts, MeetingKind, MeetingState, Opinion, WrittenOpinion
from app.domain.shared.clauses import DocumentKey, Level
from app.domain.shared.errors import Invalid
from app.domain.shared.parameters import Adoption, Law
from app.domain.shared.verdict import refused
from app.domain.shared.workdays import WorkCalendar
from tests.domain.meetings.builders import (
    CANDIDATE,
    DAY,
    DAY_2014,
    NATIONAL,
    OUTSIDER,
    SECOND_CANDIDATE,
    STREET_ID,
    TELLER_A,
    TELLER_B,
    marked,
    meeting,
    person,
    supervisor,
)
from tests.domain.told import told


def papers(approve: int, against: int = 0, abstain: int = 0, invalid: int = 0, issued: int | None = None) -> Paper:
    returned = approve + against + abstain + invalid
    return Paper(returned if issued is None else issued, returned, approve, against, abstain, invalid)


def count(entitled: int, present: int, approve: int, against: int = 0, *, written_approve: int = 0) -> Count:
    return Count(entitled, present, papers(approve, against), written_approve)


def adopting(parameter_id: str, value: object) -> Law:
    entry = Adoption(parameter_id, value, date(2020, 1, 1), STREET_ID, "某街道党工委", "街党〔2020〕1号")  # type: ignore[arg-type]
    return Law.of(WorkCalendar.of([]), (entry,))


BALLOT = BallotFacts(UUID(int=60), UUID(int=50), CANDIDATE, None, DAY, BallotMethod.PAPER, BallotState.OPEN)


@pytest.mark.parametrize(
    ("_case", "figures", "pointer", "code"),
    [
        ("negative", (-1, 0, 0, 0, 0, 0), "/issued", "ballots.count-out-of-range"),
        ("beyond any assembly", (100_001, 0, 0, 0, 0, 0), "/issued", "ballots.count-out-of-range"),
        ("a part is negative", (2, 2, 3, -1, 0, 0), "/against", "ballots.count-out-of-range"),
        ("parts above returned", (5, 4, 3, 1, 1, 0), "/returned", "ballots.parts-differ-from-returned"),
        ("parts below returned", (5, 5, 3, 1, 0, 0), "/returned", "ballots.parts-differ-from-returned"),
    ],
)
def test_papers_that_cannot_be(_case: str, figures: tuple[int, ...], pointer: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        Paper(*figures)

    assert [(e.pointer, e.code) for e in caught.value.errors] == [(pointer, code)]


def test_every_figure_out_of_range_is_named() -> None:
    with pytest.raises(Invalid) as caught:
        Paper(-1, -1, -1, -1, -1, -1)

    assert len(caught.value.errors) == 6


@pytest.mark.parametrize("figure", [0, 100_000])
def test_figures_at_the_edges_can_be(figure: int) -> None:
    assert Paper(figure, figure, figure, 0, 0, 0).parts == figure


@pytest.mark.parametrize(
    ("_case", "entitled", "present", "issued", "wrote", "pointer", "code"),
    [
        ("more present than entitled", 9, 10, 5, 0, "/present", "ballots.more-present-than-entitled"),
        ("more papers than people", 9, 7, 8, 0, "/issued", "ballots.more-issued-than-present"),
        ("more opinions than absent people", 9, 7, 7, 3, "/written_approve", "ballots.more-written-than-absent"),
        ("negative", -1, 0, 0, 0, "/entitled", "ballots.count-out-of-range"),
    ],
)
def test_counts_that_cannot_be(
    _case: str, entitled: int, present: int, issued: int, wrote: int, pointer: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        Count(entitled, present, papers(0, issued=issued), wrote)

    assert (caught.value.errors[0].pointer, caught.value.errors[0].code) == (pointer, code)


def test_counts_at_the_edge_can_be() -> None:
    at_edge = Count(9, 7, papers(7), 2)

    assert at_edge.written == 2


@pytest.mark.parametrize(
    ("_case", "entitled", "present", "approve", "expected"),
    [
        ("below half of an even number", 10, 10, 4, BallotOutcome.LOST),
        ("exactly half", 10, 10, 5, BallotOutcome.LOST),
        ("one above half", 10, 10, 6, BallotOutcome.CARRIED),
        ("below half of an odd number", 9, 9, 4, BallotOutcome.LOST),
        ("above half of an odd number", 9, 9, 5, BallotOutcome.CARRIED),
        ("all who came, yet not half of those entitled", 10, 6, 5, BallotOutcome.LOST),
        ("nobody entitled", 0, 0, 0, BallotOutcome.LOST),
    ],
)
def test_the_outcome_is_over_those_entitled(
    _case: str, entitled: int, present: int, approve: int, expected: BallotOutcome
) -> None:
    outcome, verdict = rules.outcome(count(entitled, present, approve), NATIONAL, DAY)

    assert outcome is expected
    assert bool(verdict) is (expected is BallotOutcome.CARRIED)
    finding = verdict.findings[-1]
    assert (finding.code, finding.measured, finding.required) == (
        "ballots.more-than-half-of-entitled",
        approve,
        entitled // 2 + 1,
    )


def test_everybody_present_in_favour_is_lost_below_half_of_those_entitled() -> None:
    outcome, _ = rules.outcome(count(13, 6, 6), NATIONAL, DAY)

    assert outcome is BallotOutcome.LOST


@pytest.mark.parametrize(
    ("_case", "on", "document", "verified"),
    [
        ("2026", DAY, DocumentKey.DEVELOPMENT_2026, True),
        ("the last day of 2014", date(2026, 5, 17), DocumentKey.DEVELOPMENT_2014, False),
        ("2020", DAY_2014, DocumentKey.DEVELOPMENT_2014, False),
    ],
)
def test_the_outcome_cites_the_text_of_the_day(_case: str, on: date, document: DocumentKey, verified: bool) -> None:
    finding = rules.more_than_half_of_entitled(count(9, 9, 5), NATIONAL, on).findings[0]

    assert finding.clause is not None
    assert finding.clause.document is document
    assert finding.verified is verified


def test_other_assemblies_have_their_own_share() -> None:
    finding = rules.more_than_half_of_entitled(count(9, 9, 5), NATIONAL, DAY, MeetingKind.BRANCH_ASSEMBLY).findings[0]

    assert finding.clause is not None
    assert finding.clause.document is DocumentKey.BRANCH_2018


def test_a_kind_without_a_share_or_a_day_without_a_text_is_not_judged_by_guessing() -> None:
    assert told(rules.more_than_half_of_entitled(count(9, 9, 9), NATIONAL, date(1995, 1, 1))).codes == (
        "ballots.no-figure",
    )
    assert told(
        rules.more_than_half_of_entitled(count(9, 9, 9), NATIONAL, DAY, MeetingKind.BRANCH_COMMITTEE)
    ).codes == ("ballots.no-figure",)


@pytest.mark.parametrize(("_case", "approve", "ok"), [("at two thirds", 6, False), ("above two thirds", 7, True)])
def test_a_stricter_local_share_applies(_case: str, approve: int, ok: bool) -> None:
    law = adopting(p.APPROVAL_SHARE.id, Fraction(2, 3))

    assert bool(told(rules.more_than_half_of_entitled(count(9, 9, approve), law, DAY))) is ok


@pytest.mark.parametrize(
    ("_case", "issued", "outcome"),
    [
        ("fewer came back", 8, BallotOutcome.CARRIED),
        ("as many came back", 7, BallotOutcome.CARRIED),
        ("more came back", 6, BallotOutcome.VOID),
    ],
)
def test_more_papers_than_were_issued_void_the_vote(_case: str, issued: int, outcome: BallotOutcome) -> None:
    assert rules.outcome(Count(9, 9, papers(7, issued=issued)), NATIONAL, DAY)[0] is outcome


def test_a_vote_in_an_assembly_that_does_not_stand_is_void_whatever_the_figures() -> None:
    stands = refused("meetings.void-without-supervisor")

    outcome, verdict = rules.outcome(count(9, 9, 9), NATIONAL, DAY, stands=stands)

    assert outcome is BallotOutcome.VOID
    assert told(verdict).codes == ("meetings.void-without-supervisor",)


def test_written_opinions_count_and_the_verdict_says_that_2026_is_unverified() -> None:
    outcome, verdict = rules.outcome(count(10, 6, 5, 1, written_approve=1), NATIONAL, DAY)

    said = next(f for f in verdict.findings if f.code == "ballots.written-opinion-counts")
    assert outcome is BallotOutcome.CARRIED
    assert said.verified is False


def test_without_written_opinions_nothing_is_said_about_them() -> None:
    codes = {f.code for f in rules.outcome(count(10, 6, 6), NATIONAL, DAY)[1].findings}

    assert "ballots.written-opinion-counts" not in codes


WROTE = replace(
    meeting(10, 6),
    written=(
        WrittenOpinion(person(8), CANDIDATE, Opinion.APPROVE, DAY),
        WrittenOpinion(person(9), CANDIDATE, Opinion.AGAINST, DAY),
        WrittenOpinion(person(7), CANDIDATE, Opinion.ABSTAIN, DAY),
        WrittenOpinion(person(6), SECOND_CANDIDATE, Opinion.APPROVE, DAY),
        WrittenOpinion(person(1), CANDIDATE, Opinion.APPROVE, DAY),
    ),
)


def test_the_count_takes_opinions_about_this_candidate_from_people_who_did_not_come() -> None:
    joined = written.count_of(WROTE, CANDIDATE, papers(5, 1), NATIONAL)

    assert (joined.entitled, joined.present) == (10, 6)
    assert (joined.written_approve, joined.written_against, joined.written_abstain) == (1, 1, 1)


def test_where_a_body_does_not_admit_written_opinions_none_is_counted() -> None:
    joined = written.count_of(WROTE, CANDIDATE, papers(5, 1), adopting(p.WRITTEN_OPINION_COUNTS.id, False))

    assert joined.written == 0


@pytest.mark.parametrize(
    ("_case", "who", "about", "received", "codes"),
    [
        ("absent member, the day before", person(8), CANDIDATE, DAY - timedelta(days=1), ()),
        ("on the day, before it opens", person(8), CANDIDATE, DAY, ()),
        ("a day late", person(8), CANDIDATE, DAY + timedelta(days=1), ("ballots.written-received-before",)),
        ("the day of the notice", person(8), CANDIDATE, DAY - timedelta(days=5), ()),
        ("before the notice", person(8), CANDIDATE, DAY - timedelta(days=6), ("ballots.written-after-notice",)),
        ("present", person(1), CANDIDATE, DAY, ("ballots.written-by-absent",)),
        ("no vote", UUID(int=2000), CANDIDATE, DAY, ("ballots.written-by-entitled", "ballots.written-by-absent")),
        ("outsider", OUTSIDER, CANDIDATE, DAY, ("ballots.written-by-entitled",)),
        ("not a candidate", person(8), OUTSIDER, DAY, ("ballots.candidate-of-meeting",)),
    ],
)
def test_whose_written_opinion_is_admissible(
    _case: str, who: UUID, about: UUID, received: date, codes: tuple[str, ...]
) -> None:
    facts = meeting(withheld=1, state=MeetingState.CONVENED)

    assert told(written.written_is_admissible(facts, who, about, received)).codes == codes


def test_no_written_opinion_is_taken_once_the_meeting_has_opened() -> None:
    assert told(written.written_is_admissible(meeting(), person(8), CANDIDATE, DAY)).codes == (
        "ballots.written-before-meeting",
    )


@pytest.mark.parametrize(
    ("_case", "method", "ok"),
    [
        ("paper", BallotMethod.PAPER, True),
        ("electronic", BallotMethod.ELECTRONIC, True),
        ("hands", BallotMethod.SHOW_OF_HANDS, False),
    ],
)
@pytest.mark.parametrize("on", [DAY, DAY_2014, date(1995, 1, 1)])
def test_hands_are_never_raised(_case: str, method: BallotMethod, ok: bool, on: date) -> None:
    assert bool(told(rules.method_is_secret(method, NATIONAL, on))) is ok


def test_the_local_rule_against_hands_is_named_beside_the_national_one() -> None:
    verdict = told(rules.method_is_secret(BallotMethod.SHOW_OF_HANDS, adopting(p.SHOW_OF_HANDS_ALLOWED.id, False), DAY))

    assert told(verdict).codes == ("ballots.method-is-secret", "ballots.no-show-of-hands")
    assert [f.value.level for f in verdict.findings if f.value] == [Level.NATIONAL, Level.LOCAL]


def test_a_paper_vote_meets_the_local_rule_against_hands() -> None:
    verdict = told(rules.method_is_secret(BallotMethod.PAPER, adopting(p.SHOW_OF_HANDS_ALLOWED.id, False), DAY))

    assert [(f.code, f.ok) for f in verdict.findings] == [
        ("ballots.method-is-secret", True),
        ("ballots.no-show-of-hands", True),
    ]


TWO = replace(
    meeting(candidates=(CANDIDATE, SECOND_CANDIDATE)),
    candidates=(CandidateFacts(CANDIDATE, 1, None, True), CandidateFacts(SECOND_CANDIDATE, 2)),
)


@pytest.mark.parametrize(
    ("_case", "facts", "who", "others", "codes"),
    [
        ("first candidate", TWO, CANDIDATE, (), ()),
        ("not discussed yet", TWO, SECOND_CANDIDATE, (), ("ballots.candidate-discussed",)),
        ("another vote is open", TWO, SECOND_CANDIDATE, (BALLOT,), ("ballots.candidate-discussed", "ballots.one-by-one")),
        ("a second vote on the same", TWO, CANDIDATE, (replace(BALLOT, state=BallotState.CLOSED),),
         ("ballots.one-ballot-per-candidate",)),
        ("after a cancelled one", TWO, CANDIDATE, (replace(BALLOT, state=BallotState.CANCELLED),), ()),
        ("not a candidate", TWO, OUTSIDER, (), ("ballots.candidate-of-meeting",)),
        ("before the meeting opened", replace(TWO, state=MeetingState.CONVENED), CANDIDATE, (), ("ballots.meeting-in-session",)),
        ("after it was closed", replace(TWO, state=MeetingState.CLOSED), CANDIDATE, (), ("ballots.meeting-in-session",)),
    ],
)  # fmt: skip
def test_opening_a_vote(
    _case: str, facts: object, who: UUID, others: tuple[BallotFacts, ...], codes: tuple[str, ...]
) -> None:
    assert told(rules.may_open(facts, who, BallotMethod.PAPER, others, NATIONAL)).codes == codes  # type: ignore[arg-type]


def tallied(who: UUID, approve: int, round_: int = 1) -> TallyFacts:
    return TallyFacts(who, round_, papers(approve, 7 - approve))


@pytest.mark.parametrize(
    ("_case", "who", "before", "codes"),
    [
        ("first", TELLER_A, (), ()),
        ("second", TELLER_B, (tallied(TELLER_A, 5),), ()),
        ("the same person again", TELLER_A, (tallied(TELLER_A, 5),), ("ballots.one-tally-per-teller",)),
        ("not a teller", person(3), (), ("ballots.named-teller",)),
        ("a third one", person(4), (tallied(TELLER_A, 5), tallied(TELLER_B, 5)),
         ("ballots.named-teller", "ballots.two-tallies-per-round")),
    ],
)  # fmt: skip
def test_entering_a_count(_case: str, who: UUID, before: tuple[TallyFacts, ...], codes: tuple[str, ...]) -> None:
    assert told(tally.may_tally(BALLOT, meeting(), who, before)).codes == codes


def test_a_teller_who_left_the_room_or_is_the_candidate_does_not_count() -> None:
    left = marked(meeting(), TELLER_A, Attendance.ABSENT)
    himself = meeting(candidates=(TELLER_A,))

    assert told(tally.may_tally(BALLOT, left, TELLER_A, ())).codes == ("meetings.teller-has-vote",)
    assert told(tally.may_tally(BALLOT, himself, TELLER_A, ())).codes == ("meetings.teller-not-candidate",)


def test_the_supervisor_does_not_count() -> None:
    watching = meeting(supervisors=(supervisor(TELLER_A),))

    assert told(tally.may_tally(BALLOT, watching, TELLER_A, ())).codes == ("meetings.teller-not-supervisor",)


@pytest.mark.parametrize("state", [BallotState.CLOSED, BallotState.CANCELLED])
def test_nothing_is_counted_into_a_ballot_that_is_over(state: BallotState) -> None:
    assert told(tally.may_tally(replace(BALLOT, state=state), meeting(), TELLER_A, ())).codes == ("ballots.open",)


def test_an_electronic_ballot_is_not_tallied() -> None:
    assert told(tally.may_tally(replace(BALLOT, method=BallotMethod.ELECTRONIC), meeting(), TELLER_A, ())).codes == (
        "ballots.paper-is-tallied",
    )


def test_two_equal_counts_of_two_people_agree() -> None:
    both = (tallied(TELLER_A, 5), tallied(TELLER_B, 5))

    assert tally.tallies_agree(BALLOT, both)
    assert tally.agreed(BALLOT, both) == papers(5, 2)


@pytest.mark.parametrize(
    ("_case", "entered", "codes"),
    [
        ("none", (), ("ballots.two-tellers",)),
        ("one", (tallied(TELLER_A, 5),), ("ballots.two-tellers",)),
        ("one person twice", (tallied(TELLER_A, 5), tallied(TELLER_A, 5)), ("ballots.two-tellers",)),
        ("different", (tallied(TELLER_A, 5), tallied(TELLER_B, 4)), ("ballots.tallies-agree",)),
    ],
)
def test_counts_that_do_not_agree(_case: str, entered: tuple[TallyFacts, ...], codes: tuple[str, ...]) -> None:
    assert told(tally.tallies_agree(BALLOT, entered)).codes == codes
    assert tally.agreed(BALLOT, entered) is None


def test_a_difference_names_the_fields_and_never_the_figures() -> None:
    finding = tally.tallies_agree(BALLOT, (tallied(TELLER_A, 5), tallied(TELLER_B, 4))).unmet[0]

    assert finding.measured == ("approve", "against")


@pytest.mark.parametrize(
    ("_case", "round_", "entered", "codes"),
    [
        ("they differ", 1, (tallied(TELLER_A, 5), tallied(TELLER_B, 4)), ()),
        ("they agree", 1, (tallied(TELLER_A, 5), tallied(TELLER_B, 5)), ("ballots.recount-needs-difference",)),
        ("only one has counted", 1, (tallied(TELLER_A, 5),), ("ballots.recount-needs-difference",)),
        ("second round differs too", 2, (tallied(TELLER_A, 5, 2), tallied(TELLER_B, 4, 2)), ()),
        ("third round differs too", 3, (tallied(TELLER_A, 5, 3), tallied(TELLER_B, 4, 3)), ("ballots.rounds-left",)),
        ("the round before differed, this one is empty", 2, (tallied(TELLER_A, 5), tallied(TELLER_B, 4)),
         ("ballots.recount-needs-difference",)),
    ],
)  # fmt: skip
def test_counting_again(_case: str, round_: int, entered: tuple[TallyFacts, ...], codes: tuple[str, ...]) -> None:
    assert told(tally.may_recount(replace(BALLOT, round=round_), entered)).codes == codes


def test_earlier_rounds_do_not_speak_in_the_new_one() -> None:
    history = (tallied(TELLER_A, 5), tallied(TELLER_B, 4), tallied(TELLER_A, 5, 2), tallied(TELLER_B, 5, 2))

    assert tally.agreed(replace(BALLOT, round=2), history) == papers(5, 2)
    assert tally.may_tally(replace(BALLOT, round=2), meeting(), TELLER_A, history[:2])


@pytest.mark.parametrize(
    ("_case", "state", "round_", "codes"),
    [
        ("closed in the first round", BallotState.CLOSED, 1, ()),
        ("closed in the second", BallotState.CLOSED, 2, ()),
        ("closed in the third", BallotState.CLOSED, 3, ("ballots.rounds-left",)),
        ("open", BallotState.OPEN, 1, ("ballots.closed",)),
        ("cancelled", BallotState.CANCELLED, 1, ("ballots.closed",)),
    ],
)
def test_counting_a_closed_ballot_again(_case: str, state: BallotState, round_: int, codes: tuple[str, ...]) -> None:
    assert told(tally.may_reopen(replace(BALLOT, state=state, round=round_))).codes == codes


@pytest.mark.parametrize(
    ("_case", "round_", "entered", "codes"),
    [
        ("nobody has counted", 1, (), ()),
        ("one has counted", 1, (tallied(TELLER_A, 1),), ("ballots.not-counted-yet",)),
        ("both found the same", 1, (tallied(TELLER_A, 1), tallied(TELLER_B, 1)), ("ballots.not-counted-yet",)),
        ("they differ, and rounds are left", 2, (tallied(TELLER_A, 1, 2), tallied(TELLER_B, 2, 2)),
         ("ballots.not-counted-yet",)),
        ("a new round, not counted yet", 2, (tallied(TELLER_A, 1), tallied(TELLER_B, 2)), ("ballots.not-counted-yet",)),
        ("they differ in the last round", 3, (tallied(TELLER_A, 1, 3), tallied(TELLER_B, 2, 3)), ()),
        ("they agree in the last round", 3, (tallied(TELLER_A, 1, 3), tallied(TELLER_B, 1, 3)),
         ("ballots.not-counted-yet",)),
    ],
)  # fmt: skip
def test_a_ballot_is_cancelled_only_while_nobody_knows_what_came_of_it(
    _case: str, round_: int, entered: tuple[TallyFacts, ...], codes: tuple[str, ...]
) -> None:
    assert told(tally.may_cancel(replace(BALLOT, round=round_), entered)).codes == codes


def test_a_closed_ballot_is_not_cancelled() -> None:
    assert told(tally.may_cancel(replace(BALLOT, state=BallotState.CLOSED), ())).codes == ("ballots.open",)


@pytest.mark.parametrize(
    ("before", "after", "is_the_committees"),
    [
        (BallotOutcome.LOST, BallotOutcome.LOST, False),
        (BallotOutcome.LOST, BallotOutcome.VOID, True),
        (BallotOutcome.LOST, BallotOutcome.CARRIED, True),
        (BallotOutcome.VOID, BallotOutcome.CARRIED, True),
        (BallotOutcome.VOID, BallotOutcome.LOST, False),
        (BallotOutcome.CARRIED, BallotOutcome.LOST, False),
        (BallotOutcome.CARRIED, BallotOutcome.VOID, False),
        (BallotOutcome.CARRIED, BallotOutcome.CARRIED, False),
    ],
)
def test_what_speaks_for_the_branch_is_corrected_by_the_committee(
    before: BallotOutcome, after: BallotOutcome, is_the_committees: bool
) -> None:
    assert rules.is_for_the_committee(before, after) is is_the_committees


CLOSED = replace(BALLOT, state=BallotState.CLOSED, count=count(9, 7, 5, 2), outcome=BallotOutcome.CARRIED)


@pytest.mark.parametrize(
    ("_case", "ballot", "codes"),
    [
        ("carried", CLOSED, ()),
        ("open", BALLOT, ("ballots.closed",)),
        ("closed without a count", replace(CLOSED, count=None), ("ballots.closed",)),
        ("lost", replace(CLOSED, count=count(9, 7, 4, 3)), ("ballots.more-than-half-of-entitled",)),
        ("cancelled", replace(CLOSED, state=BallotState.CANCELLED), ("ballots.closed",)),
        ("by hands", replace(CLOSED, method=BallotMethod.SHOW_OF_HANDS), ("ballots.method-is-secret",)),
    ],
)
def test_the_gate_of_a_carried_ballot(_case: str, ballot: BallotFacts, codes: tuple[str, ...]) -> None:
    assert told(rules.carried(ballot, NATIONAL)).codes == codes


def test_a_carried_ballot_of_an_assembly_that_does_not_stand_is_no_gate_passed() -> None:
    verdict = rules.carried(CLOSED, NATIONAL, stands=refused("meetings.quorum"))

    assert verdict.codes == ("meetings.quorum",)


@pytest.mark.parametrize("method", BallotMethod)
def test_the_electronic_ballot_cannot_be_held_yet(method: BallotMethod) -> None:
    codes = ("ballots.method-available",) if method is BallotMethod.ELECTRONIC else ()

    assert told(rules.method_is_available(method)).codes == codes
