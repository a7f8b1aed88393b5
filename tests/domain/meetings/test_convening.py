"""Who meets about whom, and who talks with whom afterwards."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.meetings.convening import body_stands, candidates_fit, kind_fits_body
from app.domain.meetings.facts import MeetingKind
from app.domain.meetings.talks import may_talk
from app.domain.organisations.facts import OrganisationKind
from app.domain.people.facts import MemberStatus
from tests.domain.meetings.builders import (
    BRANCH,
    CANDIDATE,
    DAY,
    OUTSIDER,
    SECOND_CANDIDATE,
    SUPERVISOR,
    meeting,
    supervisor,
)
from tests.domain.told import Page

TOLD = Page(Path(__file__).parent / "told.txt")
K, B = MeetingKind, OrganisationKind
ELSEWHERE = UUID(int=77)


@pytest.mark.parametrize(
    ("kind", "body", "ok"),
    [
        (K.ADMISSION, B.BRANCH, True),
        (K.ADMISSION, B.COMMITTEE, False),
        (K.CONVERSION, B.GENERAL_BRANCH, False),
        (K.CONVERSION, B.GROUP, False),
        (K.BRANCH_ASSEMBLY, B.BRANCH, True),
        (K.BRANCH_COMMITTEE, B.BRANCH, True),
        (K.BRANCH_COMMITTEE, B.GENERAL_BRANCH, True),
        (K.BRANCH_COMMITTEE, B.COMMITTEE, False),
        (K.PARTY_GROUP, B.GROUP, True),
        (K.PARTY_GROUP, B.BRANCH, False),
        (K.PARTY_COMMITTEE, B.COMMITTEE, True),
        (K.PARTY_COMMITTEE, B.TEMPORARY_COMMITTEE, True),
        (K.PARTY_COMMITTEE, B.LEADING_GROUP, True),
        (K.PARTY_COMMITTEE, B.BRANCH, False),
    ],
)
def test_a_body_holds_its_own_kinds_of_meeting(kind: MeetingKind, body: OrganisationKind, ok: bool) -> None:
    verdict = kind_fits_body(kind, body)

    assert bool(verdict) is ok
    TOLD.tells(f"{kind} of a {body}", verdict)


@pytest.mark.parametrize(
    ("case", "kind", "status", "branch", "codes"),
    [
        ("an object before admission", K.ADMISSION, "development_object", BRANCH, ()),
        (
            "a probationary before admission",
            K.ADMISSION,
            "probationary",
            BRANCH,
            ("meetings.candidate-not-member-yet",),
        ),
        ("a full member before admission", K.ADMISSION, "full_member", BRANCH, ("meetings.candidate-not-member-yet",)),
        ("a probationary before conversion", K.CONVERSION, "probationary", BRANCH, ()),
        (
            "an object before conversion",
            K.CONVERSION,
            "development_object",
            BRANCH,
            ("meetings.candidate-not-member-yet",),
        ),
        ("of another branch", K.ADMISSION, "development_object", ELSEWHERE, ("meetings.candidate-of-branch",)),
        ("any meeting that votes on nobody", K.BRANCH_ASSEMBLY, "full_member", ELSEWHERE, ()),
    ],
)
def test_a_candidate_belongs_before_the_assembly(
    case: str, kind: MeetingKind, status: str, branch: UUID, codes: tuple[str, ...]
) -> None:
    standings = {CANDIDATE: (branch, status), SECOND_CANDIDATE: (BRANCH, _fitting(kind))}

    verdict = candidates_fit(kind, BRANCH, [SECOND_CANDIDATE, CANDIDATE], standings)

    assert verdict.codes == codes
    assert {finding.pointer for finding in verdict.unmet} <= {"/candidates/1/person_id"}
    TOLD.tells(f"candidate: {case}", verdict)


def _fitting(kind: MeetingKind) -> str:
    return MemberStatus.PROBATIONARY if kind is K.CONVERSION else MemberStatus.DEVELOPMENT_OBJECT


def test_a_candidate_of_whom_nothing_is_known_belongs_before_no_assembly() -> None:
    admission = candidates_fit(K.ADMISSION, BRANCH, [OUTSIDER], {})
    conversion = candidates_fit(K.CONVERSION, BRANCH, [OUTSIDER], {})

    assert admission.codes == ("meetings.candidate-of-branch",)
    assert conversion.codes == ("meetings.candidate-of-branch", "meetings.candidate-not-member-yet")


@pytest.mark.parametrize(
    ("case", "by", "days", "was_there", "codes"),
    [
        ("on the day", SUPERVISOR, 0, True, ()),
        ("a day later", SUPERVISOR, 1, True, ()),
        ("a day before", SUPERVISOR, -1, True, ("meetings.talk-after-meeting",)),
        ("by somebody else", OUTSIDER, 0, True, ("meetings.talk-by-present-supervisor",)),
        ("with somebody who was away", SUPERVISOR, 0, False, ("meetings.talk-with-somebody-there",)),
    ],
)
def test_a_supervisor_who_was_there_talks_after_the_meeting(
    case: str, by: UUID, days: int, was_there: bool, codes: tuple[str, ...]
) -> None:
    facts = meeting(supervisors=[supervisor()])

    verdict = may_talk(facts, by, DAY + timedelta(days=days), was_there=was_there)

    assert verdict.codes == codes
    TOLD.tells(f"talk: {case}", verdict)


def test_a_supervisor_who_did_not_come_talks_with_nobody() -> None:
    facts = meeting(supervisors=[supervisor(present=False)])

    assert may_talk(facts, SUPERVISOR, DAY, was_there=True).codes == ("meetings.talk-by-present-supervisor",)


@pytest.mark.parametrize(
    ("case", "on", "ended", "ok"),
    [
        ("the day before it was founded", date(2001, 6, 30), None, False),
        ("before it was founded, gone by now", date(2001, 6, 30), date(2026, 11, 23), False),
        ("the day it was founded", date(2001, 7, 1), None, True),
        ("the day it was founded, gone by now", date(2001, 7, 1), date(2026, 11, 23), True),
        ("the last day", date(2026, 11, 22), date(2026, 11, 23), True),
        ("the first day without it", date(2026, 11, 23), date(2026, 11, 23), False),
        ("long after, still there", date(2030, 1, 1), None, True),
    ],
)
def test_a_body_meets_while_it_is_there(case: str, on: date, ended: date | None, ok: bool) -> None:
    verdict = body_stands(on, date(2001, 7, 1), ended)

    assert verdict.codes == (() if ok else ("meetings.body-stands",))
    TOLD.tells(f"body stands: {case}", verdict)
