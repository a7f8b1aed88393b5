"""The way of an objection, and what of a name is public."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from app.domain.publicity.facts import (
    CommitteeDecision,
    NoticeKind,
    NoticeState,
    ObjectionConclusion,
    ObjectionFacts,
    ObjectionState,
)
from app.domain.publicity.masking import masked_name
from app.domain.publicity.messages import MESSAGES
from app.domain.publicity.objections import may_assign, may_move, may_object, may_report
from app.domain.publicity.rules import publicity_done
from tests.domain.publicity.builders import NATIONAL, PERSON, day, notice, site
from tests.domain.told import told

S = ObjectionState
RECEIVED = ObjectionFacts(UUID(int=50), day("2026-06-10"))
BRANCH, OTHER_BRANCH = UUID(int=70), UUID(int=71)


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (S.RECEIVED, S.INVESTIGATING),
        (S.INVESTIGATING, S.CONCLUDED),
        (S.CONCLUDED, S.REPORTED),
        (S.REPORTED, S.CLOSED),
        (S.CLOSED, None),
    ],
)
def test_an_objection_goes_its_steps_in_order_and_none_twice(state: S, allowed: S | None) -> None:
    for target in S:
        verdict = told(may_move(replace(RECEIVED, state=state), target, day("2026-06-20")))
        assert bool(verdict) is (target is allowed)


def test_a_step_is_not_dated_before_the_one_before() -> None:
    concluded = replace(RECEIVED, state=S.CONCLUDED, concluded_on=day("2026-06-15"))

    assert told(may_move(concluded, S.REPORTED, day("2026-06-14"))).codes == ("publicity.objection-dates",)
    assert may_move(concluded, S.REPORTED, day("2026-06-15"))


@pytest.mark.parametrize(
    ("_case", "state", "on", "office", "ok"),
    [
        ("public while it hangs", NoticeState.POSTED, "2026-06-08", False, True),
        ("public after the conclusion", NoticeState.CONCLUDED, "2026-06-20", False, False),
        ("office after the conclusion", NoticeState.CONCLUDED, "2026-06-20", True, True),
        ("nobody on a withdrawn one", NoticeState.WITHDRAWN, "2026-06-20", True, False),
        ("nobody before the posting", NoticeState.POSTED, "2026-06-07", True, False),
    ],
)
def test_when_objections_are_taken(_case: str, state: NoticeState, on: str, office: bool, ok: bool) -> None:
    assert bool(told(may_object(notice(site("2026-06-08"), state=state), day(on), through_office=office))) is ok


def test_the_investigating_body_is_not_the_candidates_branch() -> None:
    assert told(may_assign(BRANCH, frozenset({BRANCH}))).codes == ("publicity.investigator-is-own-branch",)
    assert may_assign(OTHER_BRANCH, frozenset({BRANCH}))
    assert may_assign(None, frozenset({BRANCH}))


@pytest.mark.parametrize(
    ("conclusion", "decision", "reason", "ok"),
    [
        (ObjectionConclusion.NOT_SUBSTANTIATED, CommitteeDecision.PROCEED, "", True),
        (ObjectionConclusion.SUBSTANTIATED, CommitteeDecision.PROCEED, " ", False),
        (ObjectionConclusion.PARTLY_SUBSTANTIATED, CommitteeDecision.PROCEED, "", False),
        (ObjectionConclusion.SUBSTANTIATED, CommitteeDecision.PROCEED, "情节轻微，已批评教育", True),
        (ObjectionConclusion.SUBSTANTIATED, CommitteeDecision.STOP, "", True),
        (None, CommitteeDecision.PROCEED, "", True),
    ],
)
def test_going_on_in_spite_of_an_objection_needs_reasons(
    conclusion: ObjectionConclusion | None, decision: CommitteeDecision, reason: str, ok: bool
) -> None:
    assert bool(told(may_report(conclusion, decision, reason))) is ok


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张某", "张**"),
        ("张某某", "张**"),
        ("欧阳某某", "欧**"),
        ("𬱖某", "𬱖**"),
        ("买某某·吐某某", "买**"),
        ("葛\U000e0100某", "葛**"),
        ("", "**"),
    ],
)
def test_the_public_sees_the_first_character_only(name: str, masked: str) -> None:
    assert masked_name(name) == masked


def test_every_message_says_it_in_both_languages() -> None:
    for entry in MESSAGES.values():
        assert entry.zh
        assert entry.en
        assert bool(entry.next_zh) is bool(entry.next_en)


@pytest.mark.parametrize(
    ("_case", "old", "codes"),
    [
        ("an open one on a withdrawn notice", {"withdrawn": "2026-06-10"}, ("publicity.objection-open",)),
        ("an open one on a notice concluded before", {"concluded": "2026-06-16"}, ("publicity.objection-open",)),
        ("an open one on another kind", {"kind": NoticeKind.INSPECTION}, ("publicity.objection-open",)),
    ],
)
def test_an_objection_is_not_washed_off_by_posting_anew(
    _case: str, old: dict[str, Any], codes: tuple[str, ...]
) -> None:
    received = ObjectionFacts(UUID(int=60), day("2026-06-09"))
    first = notice(site("2026-06-08"), objections=(received,), **old)
    again = notice(site("2026-06-17"), concluded="2026-06-25")

    assert told(publicity_done((again,), PERSON, NoticeKind.DEVELOPMENT, NATIONAL, day("2026-06-26"))).codes == ()
    assert (
        told(publicity_done((first, again), PERSON, NoticeKind.DEVELOPMENT, NATIONAL, day("2026-06-26"))).codes == codes
    )


@pytest.mark.parametrize(
    ("_case", "decision", "codes"),
    [
        ("stopped", CommitteeDecision.STOP, ("publicity.objection-stops-case",)),
        ("decided to go on", CommitteeDecision.PROCEED, ()),
    ],
)
def test_what_stopped_the_case_stops_it_under_a_new_notice_too(
    _case: str, decision: CommitteeDecision, codes: tuple[str, ...]
) -> None:
    settled = ObjectionFacts(
        UUID(int=61),
        day("2026-06-09"),
        ObjectionState.CLOSED,
        conclusion=ObjectionConclusion.SUBSTANTIATED,
        decision=decision,
        concluded_on=day("2026-06-10"),
        reported_on=day("2026-06-11"),
        fed_back_on=day("2026-06-12"),
    )
    first = notice(site("2026-06-08"), objections=(settled,), withdrawn="2026-06-13")
    again = notice(site("2026-06-17"), concluded="2026-06-25")

    assert (
        told(publicity_done((first, again), PERSON, NoticeKind.DEVELOPMENT, NATIONAL, day("2026-06-26"))).codes == codes
    )
