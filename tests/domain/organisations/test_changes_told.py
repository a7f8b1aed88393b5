"""What changes of the tree tell whoever asks for them: what is missing, and at which field."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.organisations.changes import Contents, decided, may_dissolve, may_found, may_merge, may_move, may_split
from app.domain.organisations.facts import CommitteeFacts, OrganisationState
from app.domain.organisations.placing import no_cycle
from app.domain.organisations.terms import election_is_due
from app.domain.shared.verdict import Verdict
from tests.domain.organisations.test_organisation_rules import DAY, LAW, K, body
from tests.domain.told import Page

TOLD = Page(Path(__file__).parent / "changes.txt")
ENDED = OrganisationState.MERGED
ONE, TWO = UUID(int=1), UUID(int=2)
BRANCH, COMMITTEE = body(number=1, parent_id=UUID(int=8)), body(K.COMMITTEE, number=9)

CASES: dict[str, tuple[bool, Callable[[], Verdict]]] = {
    "decided and effective the same day": (True, lambda: decided("县委〔2026〕3号", DAY, DAY, DAY)),
    "no number": (False, lambda: decided(" ", DAY, DAY, DAY)),
    "decided tomorrow": (False, lambda: decided("x", date(2026, 6, 2), date(2026, 6, 2), DAY)),
    "effective before it was decided": (False, lambda: decided("x", DAY, date(2026, 5, 31), DAY)),
    "effective tomorrow": (False, lambda: decided("x", DAY, date(2026, 6, 2), DAY)),
    "found on the day the parent was": (True, lambda: may_found(K.BRANCH, COMMITTEE, date(2010, 1, 1))),
    "found a day before the parent": (False, lambda: may_found(K.BRANCH, COMMITTEE, date(2009, 12, 31))),
    "found under a body that ended": (False, lambda: may_found(K.BRANCH, body(K.COMMITTEE, state=ENDED), DAY)),
    "found where it may not stand": (False, lambda: may_found(K.COMMITTEE, COMMITTEE, DAY)),
    "move": (True, lambda: may_move(BRANCH, COMMITTEE, DAY)),
    "move on the day of its own founding": (False, lambda: may_move(BRANCH, COMMITTEE, date(2010, 1, 1))),
    "move to where it is": (False, lambda: may_move(body(parent_id=COMMITTEE.id), COMMITTEE, DAY)),
    "move a group": (False, lambda: may_move(body(K.GROUP, number=2), BRANCH, DAY)),
    "move a body that ended": (False, lambda: may_move(body(state=ENDED), COMMITTEE, DAY)),
    "dissolve an empty branch": (True, lambda: may_dissolve(BRANCH, Contents(), DAY)),
    "dissolve with one of each left": (False, lambda: may_dissolve(BRANCH, Contents(1, 1, 1), DAY)),
    "dissolve the county committee": (False, lambda: may_dissolve(body(K.COUNTY_COMMITTEE), Contents(), DAY)),
    "dissolve on the day of founding": (False, lambda: may_dissolve(BRANCH, Contents(), date(2010, 1, 1))),
    "merge two branches": (True, lambda: may_merge(BRANCH, [body(number=2)], DAY)),
    "merge a branch and a joint branch": (True, lambda: may_merge(BRANCH, [body(K.JOINT_BRANCH, number=2)], DAY)),
    "merge nothing": (False, lambda: may_merge(BRANCH, [], DAY)),
    "merge with itself": (False, lambda: may_merge(BRANCH, [body(number=1)], DAY)),
    "merge unlike bodies": (False, lambda: may_merge(BRANCH, [body(K.GENERAL_BRANCH, number=2)], DAY)),
    "merge two general branches": (
        True,
        lambda: may_merge(body(K.GENERAL_BRANCH, number=1), [body(K.GENERAL_BRANCH, number=2)], DAY),
    ),
    "merge on the day of founding": (False, lambda: may_merge(BRANCH, [body(number=2)], date(2010, 1, 1))),
    "split": (True, lambda: may_split(BRANCH, 1, 1, DAY)),
    "split with nobody staying": (False, lambda: may_split(BRANCH, 0, 1, DAY)),
    "split with nobody leaving": (False, lambda: may_split(BRANCH, 1, 0, DAY)),
    "split a committee": (False, lambda: may_split(COMMITTEE, 1, 1, DAY)),
    "under its own grandchild": (False, lambda: no_cycle(ONE, UUID(int=3), {UUID(int=3): TWO, TWO: ONE, ONE: None})),
    "under itself": (False, lambda: no_cycle(ONE, ONE, {ONE: None})),
    "beside": (True, lambda: no_cycle(ONE, TWO, {TWO: None, ONE: None})),
    "election on the last day": (
        True,
        lambda: election_is_due(CommitteeFacts(ONE, date(2023, 6, 1), 3, DAY), BRANCH, LAW, DAY),
    ),
    "election a day late": (
        False,
        lambda: election_is_due(CommitteeFacts(ONE, date(2023, 5, 31), 3, date(2026, 5, 31)), BRANCH, LAW, DAY),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_told_what_it_lacks(case: str) -> None:
    ok, judge = CASES[case]

    verdict = judge()

    assert bool(verdict) is ok
    TOLD.tells(case, verdict)
