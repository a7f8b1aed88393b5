from datetime import date
from itertools import product

import pytest

from app.domain.people.facts import LeftKind, MemberStatus, StatusCause
from app.domain.people.statuses import STATUS_NAMES, TRANSITIONS, may_change, next_statuses, stopped_long_enough
from app.domain.shared.clauses import OUR_CHOICE, Clause, DocumentKey
from tests.domain.told import told

DAY = date(2026, 6, 1)
S, C = MemberStatus, StatusCause


@pytest.mark.parametrize(
    ("source", "target", "cause", "kind"),
    [
        (None, S.APPLICANT, C.DEVELOPMENT, None),
        (None, S.FULL_MEMBER, C.TAKEOVER, None),
        (None, S.FULL_MEMBER, C.TRANSFER, None),
        (S.APPLICANT, S.ACTIVIST, C.DEVELOPMENT, None),
        (S.ACTIVIST, S.DEVELOPMENT_OBJECT, C.DEVELOPMENT, None),
        (S.DEVELOPMENT_OBJECT, S.PROBATIONARY, C.DEVELOPMENT, None),
        (S.PROBATIONARY, S.FULL_MEMBER, C.DEVELOPMENT, None),
        (S.PROBATIONARY, S.LEFT, C.DEVELOPMENT, LeftKind.CANCELLED),
        (S.FULL_MEMBER, S.STOPPED, C.DISPOSAL, None),
        (S.STOPPED, S.LEFT, C.DISPOSAL, LeftKind.AUTO_EXIT),
        (S.FULL_MEMBER, S.LEFT, C.DEATH, LeftKind.DECEASED),
        (S.FULL_MEMBER, S.TRANSFERRED_OUT, C.TRANSFER, None),
        (S.TRANSFERRED_OUT, S.FULL_MEMBER, C.TRANSFER, None),
    ],
)
def test_ways_that_the_table_knows(
    source: MemberStatus | None, target: MemberStatus, cause: StatusCause, kind: LeftKind | None
) -> None:
    assert may_change(source, target, cause, on=DAY, kind=kind)


@pytest.mark.parametrize(
    ("_case", "source", "target", "cause", "kind"),
    [
        ("no step is skipped", S.APPLICANT, S.PROBATIONARY, C.DEVELOPMENT, None),
        ("nobody is born a member", None, S.FULL_MEMBER, C.DEVELOPMENT, None),
        ("no way back from conversion", S.FULL_MEMBER, S.PROBATIONARY, C.DEVELOPMENT, None),
        ("a full member is not cancelled", S.FULL_MEMBER, S.LEFT, C.DEVELOPMENT, LeftKind.CANCELLED),
        ("an applicant is not expelled", S.APPLICANT, S.LEFT, C.DISCIPLINE, LeftKind.EXPELLED),
        ("dying is not development", S.FULL_MEMBER, S.LEFT, C.DEVELOPMENT, LeftKind.DECEASED),
        ("an expulsion is not a disposal", S.FULL_MEMBER, S.LEFT, C.DISPOSAL, LeftKind.EXPELLED),
    ],
)
def test_ways_that_the_table_does_not_know(
    _case: str, source: MemberStatus | None, target: MemberStatus, cause: StatusCause, kind: LeftKind | None
) -> None:
    assert told(may_change(source, target, cause, on=DAY, kind=kind)).codes == ("people.status-change",)


def test_the_dead_do_not_apply_again_and_others_may() -> None:
    again = {kind: bool(may_change(S.LEFT, S.APPLICANT, C.DEVELOPMENT, on=DAY, source_kind=kind)) for kind in LeftKind}

    assert again.pop(LeftKind.DECEASED) is False
    assert all(again.values())


def test_a_kind_belongs_to_leaving_and_to_nothing_else() -> None:
    assert told(may_change(S.FULL_MEMBER, S.LEFT, C.OWN_WILL, on=DAY)).codes == ("people.left-kind",)
    assert told(may_change(S.APPLICANT, S.ACTIVIST, C.DEVELOPMENT, on=DAY, kind=LeftKind.REMOVED)).codes == (
        "people.left-kind",
    )


def test_nobody_becomes_a_full_member_except_from_probation_takeover_transfer_or_restoration() -> None:
    ways = {(row.source, cause) for row in TRANSITIONS if row.target is S.FULL_MEMBER for cause in row.causes}

    assert ways == {
        (None, C.TAKEOVER),
        (None, C.TRANSFER),
        (S.PROBATIONARY, C.DEVELOPMENT),
        (S.STOPPED, C.DISPOSAL),
        (S.TRANSFERRED_OUT, C.TRANSFER),
    }


def test_a_refusal_names_what_would_be_possible() -> None:
    verdict = told(may_change(S.APPLICANT, S.PROBATIONARY, C.DEVELOPMENT, on=DAY))

    assert verdict.findings[0].required == ("activist", "registered")


def test_every_status_has_names_and_a_way_in() -> None:
    assert set(STATUS_NAMES) == set(S)
    assert {row.target for row in TRANSITIONS} == set(S)
    assert all(next_statuses(status) for status in S)


def test_no_way_leads_from_a_status_to_itself() -> None:
    for status, cause, kind in product(S, C, (None, *LeftKind)):
        assert not may_change(status, status, cause, on=DAY, kind=kind)


@pytest.mark.parametrize(
    ("_case", "on", "clause", "verified"),
    [
        ("1990 text", date(2014, 5, 27), Clause(DocumentKey.DEVELOPMENT_1990), False),
        ("2014 text, its first day", date(2014, 5, 28), Clause(DocumentKey.DEVELOPMENT_2014, "第八条"), False),
        ("2014 text, its last day", date(2026, 5, 17), Clause(DocumentKey.DEVELOPMENT_2014, "第八条"), False),
        ("2026 text", date(2026, 5, 18), Clause(DocumentKey.DEVELOPMENT_2026, "第八条"), True),
    ],
)
def test_a_change_cites_the_text_of_its_day(_case: str, on: date, clause: Clause, verified: bool) -> None:
    found = told(may_change(S.APPLICANT, S.ACTIVIST, C.DEVELOPMENT, on=on)).findings[0]

    assert (found.ok, found.clause, found.verified, found.day) == (True, clause, verified, on)


def test_a_change_before_its_text_is_ours_and_an_unread_text_is_marked() -> None:
    stopped = may_change(S.FULL_MEMBER, S.STOPPED, C.DISPOSAL, on=date(2019, 5, 5)).findings[0]
    removed = may_change(S.FULL_MEMBER, S.LEFT, C.DISPOSAL, on=DAY, kind=LeftKind.REMOVED).findings[0]

    assert (stopped.ok, stopped.clause) == (True, OUR_CHOICE)
    assert (removed.clause, removed.verified) == (Clause(DocumentKey.DISPOSAL_2024), False)


@pytest.mark.parametrize("kind", [LeftKind.AUTO_EXIT, LeftKind.REMOVED])
@pytest.mark.parametrize(
    ("_case", "since", "ok"),
    [
        ("two years less a day", date(2024, 6, 2), False),
        ("two years", date(2024, 6, 1), True),
        ("more", date(2024, 5, 31), True),
    ],
)
def test_who_is_stopped_is_removed_after_two_years(_case: str, since: date, ok: bool, kind: LeftKind) -> None:
    verdict = told(stopped_long_enough(S.STOPPED, since, kind, C.DISPOSAL, DAY))

    assert verdict.codes == (() if ok else ("people.stopped-long-enough",))


@pytest.mark.parametrize(
    ("_case", "source", "kind", "cause", "on"),
    [
        ("a member", S.FULL_MEMBER, LeftKind.REMOVED, C.DISPOSAL, DAY),
        ("expelled", S.STOPPED, LeftKind.EXPELLED, C.DISCIPLINE, DAY),
        ("persuaded to leave", S.STOPPED, LeftKind.PERSUADED, C.DISPOSAL, DAY),
        ("own will", S.STOPPED, LeftKind.WITHDRAWN, C.OWN_WILL, DAY),
        ("before the text", S.STOPPED, LeftKind.AUTO_EXIT, C.DISPOSAL, date(2019, 5, 5)),
    ],
)
def test_others_do_not_wait_for_those_years(
    _case: str, source: MemberStatus, kind: LeftKind, cause: StatusCause, on: date
) -> None:
    assert stopped_long_enough(source, on, kind, cause, on).findings == ()


@pytest.mark.parametrize("cause", list(C))
def test_a_change_is_admitted_where_any_row_of_the_table_admits_it(cause: StatusCause) -> None:
    kinds = [None, *LeftKind]
    for source, target, kind, source_kind in product([None, *S], S, kinds, kinds):
        rows = [
            row
            for row in TRANSITIONS
            if (row.source, row.target) == (source, target)
            and cause in row.causes
            and (not row.kinds or kind in row.kinds)
            and (row.source_kinds is None or source_kind in row.source_kinds)
        ]

        verdict = may_change(source, target, cause, on=DAY, kind=kind, source_kind=source_kind)

        fits = (target is S.LEFT) == (kind is not None)
        assert bool(verdict) is (bool(rows) and fits), (source, target, kind, source_kind)
