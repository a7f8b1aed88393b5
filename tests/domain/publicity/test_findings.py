"""What a finding tells the reader: required, measured, clause, day and facts, satisfied or not."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.publicity import rules
from app.domain.publicity.facts import (
    CommitteeDecision,
    NoticeKind,
    NoticeState,
    ObjectionConclusion,
    ObjectionFacts,
    ObjectionState,
    SiteKind,
)
from app.domain.publicity.objections import may_assign, may_move, may_object, may_report
from app.domain.shared.clauses import OUR_CHOICE, DocumentKey
from app.domain.shared.verdict import Scalar, Verdict
from tests.domain.publicity.builders import (
    INSTITUTION,
    NATIONAL,
    OTHER,
    PERSON,
    STREET,
    candidate,
    day,
    notice,
    site,
)

Shown = tuple[str, bool, Scalar, Scalar, date | None, dict[str, Scalar]]
DEV = NoticeKind.DEVELOPMENT
HUNG = notice(site("2026-06-08"))
MAY_GO_ON = day("2026-06-16")
ASKED = frozenset({"current_unit", "residence"})


def shown(verdict: Verdict) -> list[Shown]:
    return [(f.code, f.ok, f.required, f.measured, f.day, dict(f.facts)) for f in verdict.findings]


def window(on: str, ok: bool) -> Shown:
    facts: dict[str, Scalar] = {"posted_on": day("2026-06-08"), "closes_on": day("2026-06-15"), "working_days": 5}
    return ("publicity.window-open", ok, MAY_GO_ON, day(on), day("2026-06-08"), facts)


@pytest.mark.parametrize(("_case", "on", "ok"), [("open", "2026-06-15", False), ("elapsed", "2026-06-16", True)])
def test_concluding(_case: str, on: str, ok: bool) -> None:
    unit = frozenset({"current_unit"})
    assert shown(rules.may_conclude(HUNG, NATIONAL, day(on))) == [
        ("publicity.not-posted", True, None, NoticeState.POSTED, None, {}),
        ("publicity.unit-or-residence-missing", True, ASKED, unit, day("2026-06-08"), {"person_id": PERSON}),
        window(on, ok),
        ("publicity.objection-open", True, 0, 0, day(on), {}),
    ]


def test_windows_without_a_length_and_beyond_the_calendar() -> None:
    bare = notice(site("2026-05-11"))
    facts = {"posted_on": day("2026-05-11"), "closes_on": day("2026-05-11")}
    assert shown(rules.window_has_elapsed(bare, NATIONAL, day("2026-05-11"))) == [
        ("publicity.window-open", False, day("2026-05-12"), day("2026-05-11"), None, facts)
    ]
    assert rules.window_has_elapsed(bare, NATIONAL, day("2026-05-12"))
    late = notice(site("2026-12-29"))
    assert shown(rules.window_has_elapsed(late, NATIONAL, day("2027-02-01"))) == [
        (
            "publicity.not-computable",
            False,
            None,
            day("2026-12-29"),
            None,
            {"year": 2027, "posted_on": day("2026-12-29")},
        )
    ]
    assert shown(rules.window_has_elapsed(notice(), NATIONAL, MAY_GO_ON)) == [
        ("publicity.not-posted", False, None, None, None, {})
    ]


@pytest.mark.parametrize(("_case", "down", "ok"), [("early", "2026-06-15", False), ("in time", "2026-06-16", True)])
def test_taking_down(_case: str, down: str, ok: bool) -> None:
    verdict = rules.window_has_elapsed(notice(site("2026-06-08", down=down)), NATIONAL, day("2026-06-20"))

    assert shown(verdict)[1:] == [
        ("publicity.taken-down-early", ok, MAY_GO_ON, day(down), None, {"site": SiteKind.CURRENT_UNIT})
    ]


def test_contents_and_contacts_of_a_posting() -> None:
    bare = notice(candidates=(candidate(contents=frozenset()),), contacts=frozenset(), state=NoticeState.DRAFT)
    on = day("2026-06-08")
    assert shown(rules.may_post(bare, on, STREET)) == [
        ("publicity.not-postable", True, None, NoticeState.DRAFT, on, {}),
        (
            "publicity.content-missing",
            False,
            frozenset({"evaluation_result", "work_unit", "conduct"}),
            frozenset(),
            on,
            {},
        ),
        (
            "publicity.contact-missing",
            False,
            frozenset({"office_address", "postcode", "telephone", "deputy_director_name"}),
            frozenset(),
            on,
            {},
        ),
    ]


def test_a_further_site_is_judged_by_the_law_of_the_first_day() -> None:
    begun = notice(site("2019-12-30"), candidates=(candidate(contents=frozenset()),), contacts=frozenset())

    assert rules.may_post(begun, day("2020-01-02"), STREET), "the local values apply from 2020"
    assert not rules.may_post(notice(candidates=begun.candidates, state=NoticeState.DRAFT), day("2020-01-02"), STREET)


def test_an_inspection_notice_needs_no_contents_and_no_particular_site() -> None:
    given = notice(
        site("2026-06-08", SiteKind.BRANCH, certified="2026-06-08"),
        kind=NoticeKind.INSPECTION,
        candidates=(candidate(contents=frozenset()),),
        contacts=frozenset(),
    )
    verdict = rules.may_conclude(given, STREET, day("2026-06-09"))

    assert [(f.code, f.ok, f.measured) for f in verdict.findings] == [
        ("publicity.not-posted", True, NoticeState.POSTED),
        ("publicity.not-posted", True, day("2026-06-08")),
        ("publicity.photo-missing", True, day("2026-06-08")),
        ("publicity.certificate-missing", True, day("2026-06-08")),
        ("publicity.window-open", True, day("2026-06-09")),
        ("publicity.objection-open", True, 0),
    ]


def test_sites_of_the_street() -> None:
    three = frozenset({SiteKind.HOUSEHOLD_REGISTRATION, SiteKind.RESIDENCE, SiteKind.BRANCH})
    given = notice(site("2026-06-08", SiteKind.RESIDENCE), candidates=(candidate(sites=three),))
    facts: dict[str, Scalar] = {"person_id": PERSON}
    posted: frozenset[str] = frozenset({"residence"})

    assert shown(rules.sites_complete(given, STREET, MAY_GO_ON)) == [
        (
            "publicity.site-missing",
            False,
            frozenset({"household_registration", "residence"}),
            posted,
            day("2026-06-08"),
            {**facts, "missing": frozenset({"household_registration"})},
        ),
        ("publicity.unit-or-residence-missing", True, ASKED, posted, day("2026-06-08"), facts),
    ]


def test_sites_where_no_text_names_any() -> None:
    branch = notice(site("2026-05-11", SiteKind.BRANCH), kind=NoticeKind.CONVERSION)
    nowhere = notice(site("2026-05-11", serves=frozenset({OTHER})), kind=NoticeKind.CONVERSION)

    assert shown(rules.sites_complete(branch, NATIONAL, day("2026-06-20"))) == [
        ("publicity.site-missing", True, None, frozenset({"branch"}), None, {"person_id": PERSON})
    ]
    assert rules.sites_complete(nowhere, NATIONAL, day("2026-06-20")).codes == ("publicity.site-missing",)
    assert shown(rules.sites_complete(notice(), NATIONAL, MAY_GO_ON)) == [
        ("publicity.not-posted", False, None, None, None, {})
    ]


def test_a_place_posted_before_any_text_is_held_against_the_text_of_the_act() -> None:
    early = notice(site("2026-05-11", SiteKind.BRANCH))

    assert rules.sites_complete(early, NATIONAL, day("2026-05-17"))
    assert rules.sites_complete(early, NATIONAL, day("2026-05-18")).codes == ("publicity.unit-or-residence-missing",)


def test_evidence() -> None:
    bare = notice(site("2026-06-08", photo=False))
    facts = {"site": SiteKind.CURRENT_UNIT}

    assert shown(rules.evidence_complete(bare, STREET)) == [
        ("publicity.photo-missing", False, True, None, day("2026-06-08"), facts),
        ("publicity.certificate-missing", False, True, None, day("2026-06-08"), facts),
    ]
    undated = notice(replace(site("2026-06-08", certified="2026-06-08"), photo_on=None))
    assert rules.evidence_complete(undated, STREET)
    unsigned = notice(replace(site("2026-06-08", certified="2026-06-08"), certificate_id=None))
    assert rules.evidence_complete(unsigned, STREET).codes == ("publicity.certificate-missing",)
    undone = notice(replace(site("2026-06-08", certified="2026-06-08"), certified_on=None))
    assert rules.evidence_complete(undone, STREET).codes == ("publicity.certificate-missing",)


def test_a_case_without_a_notice() -> None:
    assert shown(rules.publicity_done((), PERSON, DEV, NATIONAL, day("2026-05-17"))) == [
        ("publicity.notice-owed", True, None, None, None, {})
    ]
    assert shown(rules.publicity_done((), PERSON, DEV, NATIONAL, MAY_GO_ON)) == [
        ("publicity.notice-missing", False, 5, None, MAY_GO_ON, {"kind": DEV})
    ]


def test_a_case_with_a_notice_shows_every_condition() -> None:
    concluded = notice(site("2026-06-08"), candidates=(candidate(OTHER), candidate()), concluded="2026-06-16")
    verdict = rules.publicity_done((concluded,), PERSON, DEV, NATIONAL, MAY_GO_ON)

    assert [f[:5] for f in shown(verdict)] == [
        ("publicity.unit-or-residence-missing", True, ASKED, frozenset({"current_unit"}), day("2026-06-08")),
        window("2026-06-16", True)[:5],
        ("publicity.objection-open", True, 0, 0, MAY_GO_ON),
        ("publicity.objection-stops-case", True, None, None, MAY_GO_ON),
        ("publicity.not-concluded", True, None, MAY_GO_ON, MAY_GO_ON),
    ]
    assert [f.clause.document for f in verdict.findings if f.clause] == [
        DocumentKey.DEVELOPMENT_2026,
        DocumentKey.DEVELOPMENT_2026,
        DocumentKey.ZHIBU,
        DocumentKey.ZHIBU,
        DocumentKey.ZHIBU,
    ]


def test_of_several_notices_the_concluded_one_counts_and_then_the_latest() -> None:
    old, new = notice(site("2026-06-01")), notice(site("2026-06-08"))
    concluded = notice(site("2026-05-25"), concluded="2026-06-02")

    assert rules.publicity_done((old, concluded, new), PERSON, DEV, NATIONAL, MAY_GO_ON)
    measured = [f.measured for f in rules.publicity_done((new, old), PERSON, DEV, NATIONAL, day("2026-06-09")).unmet]
    assert measured == [day("2026-06-09"), None]
    assert rules.publicity_done((new, old), PERSON, DEV, NATIONAL, day("2026-06-09")).unmet[0].required == MAY_GO_ON


def test_a_decision_to_stop_counts_from_the_day_of_the_report_and_for_whom_it_concerns() -> None:
    stopped = ObjectionFacts(
        UUID(int=50),
        day("2026-06-09"),
        ObjectionState.CLOSED,
        OTHER,
        ObjectionConclusion.SUBSTANTIATED,
        CommitteeDecision.STOP,
        day("2026-06-10"),
        day("2026-06-17"),
        day("2026-06-17"),
    )
    both = notice(
        site("2026-06-08"), candidates=(candidate(), candidate(OTHER)), objections=(stopped,), concluded="2026-06-16"
    )

    stops = "publicity.objection-stops-case"
    assert stops not in rules.publicity_done((both,), OTHER, DEV, NATIONAL, MAY_GO_ON).codes
    assert stops in rules.publicity_done((both,), OTHER, DEV, NATIONAL, day("2026-06-17")).codes
    assert rules.publicity_done((both,), PERSON, DEV, NATIONAL, day("2026-06-18"))


@pytest.mark.parametrize(
    ("_case", "posted", "ok", "measured"),
    [("ahead", ("2026-06-05", "2026-06-08"), True, "2026-06-08"), ("late", ("2026-06-09",), False, "2026-06-09"),
     ("none", (), False, None)],
)  # fmt: skip
def test_inspection_notices(_case: str, posted: tuple[str, ...], ok: bool, measured: str | None) -> None:
    notices = [notice(site(one), kind=NoticeKind.INSPECTION) for one in posted]
    act = day("2026-06-09")

    assert shown(rules.inspection_announced(notices, PERSON, INSTITUTION, act)) == [
        (
            "publicity.inspection-notice-late",
            ok,
            1,
            day(measured) if measured else None,
            act,
            {"latest": day("2026-06-08"), "act_on": act, "days": 1},
        )
    ]


def test_an_inspection_notice_counts_when_its_last_site_hangs_and_for_whom_it_names() -> None:
    two = notice(site("2026-06-08"), site("2026-06-09", SiteKind.RESIDENCE), kind=NoticeKind.INSPECTION)
    one = notice(site("2026-06-08"), kind=NoticeKind.INSPECTION)

    assert not rules.inspection_announced((two,), PERSON, INSTITUTION, day("2026-06-09"))
    assert not rules.inspection_announced((one,), OTHER, INSTITUTION, day("2026-06-09"))
    assert not rules.inspection_announced((replace(one, kind=DEV),), PERSON, INSTITUTION, day("2026-06-09"))


def test_steps_of_an_objection() -> None:
    received = ObjectionFacts(UUID(int=50), day("2026-06-10"))
    on = day("2026-06-09")

    assert shown(may_move(received, ObjectionState.REPORTED, on)) == [
        (
            "publicity.objection-out-of-order",
            False,
            ObjectionState.INVESTIGATING,
            ObjectionState.RECEIVED,
            None,
            {"to": ObjectionState.REPORTED},
        ),
        ("publicity.objection-dates", False, day("2026-06-10"), on, None, {"latest": day("2026-06-10")}),
    ]
    later = replace(received, concluded_on=day("2026-06-11"), reported_on=day("2026-06-12"))
    assert may_move(later, ObjectionState.INVESTIGATING, on).findings[1].required == day("2026-06-12")
    assert shown(may_object(HUNG, on, through_office=False)) == [
        ("publicity.not-open-for-objections", True, day("2026-06-08"), on, None, {})
    ]
    assert not may_object(notice(), on, through_office=True)


def test_what_no_clause_decides_says_that_it_is_ours() -> None:
    received = ObjectionFacts(UUID(int=50), day("2026-06-10"))
    verdicts = (
        rules.may_post(HUNG, MAY_GO_ON, NATIONAL),
        rules.window_has_elapsed(notice(), NATIONAL, MAY_GO_ON),
        rules.window_has_elapsed(notice(site("2026-05-11", down="2026-05-11")), NATIONAL, day("2026-05-12")),
        rules.window_has_elapsed(notice(site("2026-12-29")), NATIONAL, MAY_GO_ON),
        rules.sites_complete(notice(), NATIONAL, MAY_GO_ON),
        rules.sites_complete(notice(site("2026-05-11"), kind=NoticeKind.CONVERSION), NATIONAL, MAY_GO_ON),
        rules.sites_complete(notice(site("2026-05-11"), kind=NoticeKind.INSPECTION), NATIONAL, MAY_GO_ON),
        rules.no_open_objection(HUNG, MAY_GO_ON),
        rules.publicity_done((), PERSON, DEV, NATIONAL, day("2026-05-17")),
        may_object(HUNG, MAY_GO_ON, through_office=True),
        may_move(received, ObjectionState.CLOSED, MAY_GO_ON),
        may_assign(None, frozenset()),
        may_report(None, CommitteeDecision.PROCEED, ""),
    )

    assert [f.clause for verdict in verdicts for f in verdict.findings] == [OUR_CHOICE] * 15
    assert may_report(None, CommitteeDecision.STOP, "").findings[0].pointer == "/reason"
    assert rules.may_conclude(HUNG, NATIONAL, MAY_GO_ON).findings[0].clause == OUR_CHOICE


def test_a_case_is_held_by_objections_to_its_own_candidate_only() -> None:
    about_other = ObjectionFacts(UUID(int=50), day("2026-06-16"), person_id=OTHER)
    both = notice(
        site("2026-06-08"),
        candidates=(candidate(), candidate(OTHER)),
        objections=(about_other,),
        concluded="2026-06-16",
    )

    assert rules.publicity_done((both,), PERSON, DEV, NATIONAL, MAY_GO_ON)
    assert rules.publicity_done((both,), OTHER, DEV, NATIONAL, MAY_GO_ON).codes == ("publicity.objection-open",)


def test_contents_are_judged_by_the_first_posting_day_at_the_conclusion_too() -> None:
    begun = notice(site("2019-12-30"), candidates=(candidate(contents=frozenset()),), contacts=frozenset())
    codes = {f.code for f in rules.may_conclude(begun, STREET, day("2020-02-01")).findings}

    assert "publicity.content-missing" not in codes
    assert "publicity.contact-missing" not in codes


def test_a_decision_without_reasons_is_named() -> None:
    verdict = may_report(ObjectionConclusion.SUBSTANTIATED, CommitteeDecision.PROCEED, "")

    assert verdict.codes == ("publicity.decision-needs-reason",)
