"""What a notice must say, where it must hang, what holds it, and what a case rests on."""

from dataclasses import replace
from uuid import UUID

import pytest

from app.domain.publicity import parameters as p
from app.domain.publicity.facts import (
    CommitteeDecision,
    Content,
    NoticeFacts,
    NoticeKind,
    NoticeState,
    ObjectionConclusion,
    ObjectionFacts,
    ObjectionState,
    SiteKind,
)
from app.domain.publicity.rules import (
    inspection_announced,
    may_conclude,
    may_post,
    may_take_off,
    no_open_objection,
    objections_settled,
    publicity_done,
)
from app.domain.publicity.rules import sites_complete as sites_complete_rule
from app.domain.shared.clauses import DocumentKey
from app.domain.shared.parameters import Law
from tests.domain.publicity.builders import (
    ALL_CONTACTS,
    ALL_CONTENTS,
    INSTITUTION,
    NATIONAL,
    OTHER,
    PERSON,
    STREET,
    adopt,
    candidate,
    day,
    law_of,
    notice,
    site,
)
from tests.domain.told import told

DEV = NoticeKind.DEVELOPMENT


def objection(received: str = "2026-06-10", person: UUID | None = None, closed: str | None = None) -> ObjectionFacts:
    state = ObjectionState.CLOSED if closed else ObjectionState.RECEIVED
    return ObjectionFacts(UUID(int=50), day(received), state, person, fed_back_on=day(closed) if closed else None)


@pytest.mark.parametrize(
    ("_case", "kind", "ok"),
    [
        ("the unit is enough", SiteKind.CURRENT_UNIT, True),
        ("the residence is enough", SiteKind.RESIDENCE, True),
        ("the place of registration is neither", SiteKind.HOUSEHOLD_REGISTRATION, False),
        ("the board of the branch is neither", SiteKind.BRANCH, False),
        ("a former unit is neither", SiteKind.FORMER_UNIT, False),
    ],
)
def test_nationally_unit_or_residence_is_enough(_case: str, kind: SiteKind, ok: bool) -> None:
    verdict = sites_complete_rule(notice(site("2026-06-08", kind)), NATIONAL, day("2026-07-01"))

    assert bool(verdict) is ok
    assert told(verdict).codes == (() if ok else ("publicity.unit-or-residence-missing",))
    assert verdict.findings[0].clause is not None
    assert verdict.findings[0].clause.article == "第十三条"


_THREE = frozenset({SiteKind.HOUSEHOLD_REGISTRATION, SiteKind.RESIDENCE, SiteKind.CURRENT_UNIT})


@pytest.mark.parametrize(
    ("_case", "posted", "missing"),
    [
        ("all three that apply", (SiteKind.HOUSEHOLD_REGISTRATION, SiteKind.RESIDENCE, SiteKind.CURRENT_UNIT), None),
        ("one short", (SiteKind.RESIDENCE, SiteKind.CURRENT_UNIT), {"household_registration"}),
        ("one that doesn't apply replaces none", (SiteKind.FORMER_UNIT, SiteKind.RESIDENCE, SiteKind.CURRENT_UNIT),
         {"household_registration"}),
    ],
)  # fmt: skip
def test_the_street_asks_for_every_site_that_applies(
    _case: str, posted: tuple[SiteKind, ...], missing: set[str] | None
) -> None:
    given = notice(
        *(site("2026-06-08", kind, certified="2026-06-20") for kind in posted), candidates=(candidate(sites=_THREE),)
    )

    verdict = sites_complete_rule(given, STREET, day("2026-07-01"))

    assert told(verdict).codes == (("publicity.site-missing",) if missing else ())
    if missing:
        assert verdict.unmet[0].facts["missing"] == missing


@pytest.mark.parametrize(
    ("_case", "applying", "posted", "ok"),
    [
        ("one of the two kinds asked for", _THREE, (SiteKind.RESIDENCE,), False),
        ("two", _THREE, (SiteKind.RESIDENCE, SiteKind.CURRENT_UNIT), True),
        ("a second that does not apply", _THREE, (SiteKind.RESIDENCE, SiteKind.FORMER_UNIT), False),
        ("the board of the branch is no kind", _THREE, (SiteKind.RESIDENCE, SiteKind.BRANCH), False),
        ("only one applies", frozenset({SiteKind.RESIDENCE}), (SiteKind.RESIDENCE,), True),
    ],
)
def test_as_many_kinds_of_site_as_a_local_rule_asks_for(
    _case: str, applying: frozenset[SiteKind], posted: tuple[SiteKind, ...], ok: bool
) -> None:
    law = law_of(adopt(p.SITE_KINDS, 2))  # type: ignore[arg-type]
    given = notice(*(site("2026-06-08", kind) for kind in posted), candidates=(candidate(sites=applying),))

    verdict = told(sites_complete_rule(given, law, day("2026-07-01")))

    assert verdict.codes == (() if ok else ("publicity.site-kinds",))


@pytest.mark.parametrize(
    ("_case", "kind", "posted", "act", "ok"),
    [
        ("posted before the number", DEV, "2026-06-30", "2026-07-20", True),
        ("posted on its first day", DEV, "2026-07-01", "2026-07-20", False),
        ("before any text on places, act before the number", DEV, "2026-05-11", "2026-06-30", True),
        ("before any text on places, act on its first day", DEV, "2026-05-11", "2026-07-01", False),
        ("conversion before the number", NoticeKind.CONVERSION, "2026-06-30", "2026-07-20", True),
        ("conversion on its first day", NoticeKind.CONVERSION, "2026-07-01", "2026-07-20", False),
        (
            "conversion before any decision, act on its first day",
            NoticeKind.CONVERSION,
            "2026-05-11",
            "2026-07-01",
            False,
        ),
    ],
)
def test_the_number_of_kinds_is_that_of_the_day_whose_law_sets_the_places(
    _case: str, kind: NoticeKind, posted: str, act: str, ok: bool
) -> None:
    sites = adopt(p.SITES, frozenset({"unit_or_residence"}), day("2026-06-01"))  # type: ignore[arg-type]
    law = law_of(sites, adopt(p.SITE_KINDS, 2, day("2026-07-01")))  # type: ignore[arg-type]
    given = notice(site(posted, SiteKind.RESIDENCE), kind=kind)

    assert told(sites_complete_rule(given, law, day(act))).codes == (() if ok else ("publicity.site-kinds",))


def test_each_candidate_needs_a_site_that_serves_him() -> None:
    given = notice(
        site("2026-06-08", SiteKind.RESIDENCE, serves=frozenset({PERSON})), candidates=(candidate(), candidate(OTHER))
    )

    verdict = sites_complete_rule(given, NATIONAL, day("2026-07-01"))

    assert [finding.facts["person_id"] for finding in verdict.unmet] == [OTHER]


@pytest.mark.parametrize(
    ("_case", "contents", "contacts", "codes"),
    [
        ("complete", ALL_CONTENTS, ALL_CONTACTS, ()),
        ("conduct missing", ALL_CONTENTS - {Content.CONDUCT}, ALL_CONTACTS, ("publicity.content-missing",)),
        ("postcode missing", ALL_CONTENTS, ALL_CONTACTS - {Content.POSTCODE}, ("publicity.contact-missing",)),
    ],
)
def test_the_street_asks_for_contents_and_contacts_before_posting(
    _case: str, contents: frozenset[Content], contacts: frozenset[Content], codes: tuple[str, ...]
) -> None:
    draft = notice(candidates=(candidate(contents=contents),), contacts=contacts, state=NoticeState.DRAFT)

    assert told(may_post(draft, day("2026-06-08"), STREET)).codes == codes
    assert told(may_post(draft, day("2026-06-08"), NATIONAL)).codes == ()


def test_contents_must_be_there_for_every_candidate() -> None:
    draft = notice(
        candidates=(candidate(), candidate(OTHER, contents=frozenset({Content.CONDUCT}))), state=NoticeState.DRAFT
    )

    assert told(may_post(draft, day("2026-06-08"), STREET)).codes == ("publicity.content-missing",)


@pytest.mark.parametrize(
    ("_case", "state", "ok"),
    [("draft", NoticeState.DRAFT, True), ("further sites", NoticeState.POSTED, True),
     ("concluded", NoticeState.CONCLUDED, False), ("withdrawn", NoticeState.WITHDRAWN, False)],
)  # fmt: skip
def test_a_closed_notice_is_not_posted_again(_case: str, state: NoticeState, ok: bool) -> None:
    assert bool(told(may_post(notice(state=state), day("2026-06-08"), NATIONAL))) is ok


@pytest.mark.parametrize(
    ("_case", "photo", "certified", "codes"),
    [
        ("both there", True, "2026-06-08", ()),
        ("no photograph", False, "2026-06-08", ("publicity.photo-missing",)),
        ("no certificate", True, None, ("publicity.certificate-missing",)),
        ("certificate dated before the posting", True, "2026-06-07", ("publicity.certificate-missing",)),
    ],
)
def test_the_street_asks_for_photograph_and_certificate(
    _case: str, photo: bool, certified: str | None, codes: tuple[str, ...]
) -> None:
    sites = tuple(
        site("2026-06-08", kind, photo=photo, certified=certified)
        for kind in (SiteKind.CURRENT_UNIT, SiteKind.RESIDENCE)
    )

    verdict = told(may_conclude(notice(*sites), STREET, day("2026-07-01")))

    assert told(verdict).codes == codes * 2


def test_a_photograph_taken_before_the_posting_proves_nothing() -> None:
    early = replace(site("2026-06-08", certified="2026-06-20"), photo_on=day("2026-06-07"))
    other = site("2026-06-08", SiteKind.RESIDENCE, certified="2026-06-20")

    assert told(may_conclude(notice(early, other), STREET, day("2026-07-01"))).codes == ("publicity.photo-missing",)


def test_a_draft_lists_what_is_missing_at_once() -> None:
    verdict = told(may_conclude(notice(state=NoticeState.DRAFT), NATIONAL, day("2026-07-01")))

    assert set(verdict.codes) == {"publicity.not-posted"}


@pytest.mark.parametrize(
    ("_case", "given", "on", "open_"),
    [
        ("none", (), "2026-07-01", False),
        ("received and waiting", (objection(),), "2026-07-01", True),
        ("the day before it came in", (objection("2026-07-02"),), "2026-07-01", False),
        ("on the day it came in", (objection("2026-07-01"),), "2026-07-01", True),
        ("fed back on the day", (objection(closed="2026-07-01"),), "2026-07-01", False),
        ("fed back a day later", (objection(closed="2026-07-02"),), "2026-07-01", True),
    ],
)
def test_an_objection_is_open_until_the_feedback(
    _case: str, given: tuple[ObjectionFacts, ...], on: str, open_: bool
) -> None:
    verdict = no_open_objection(notice(site("2026-06-08"), objections=given), day(on))

    assert told(verdict).codes == (("publicity.objection-open",) if open_ else ())


def test_an_objection_about_another_candidate_does_not_hold_this_one() -> None:
    about_other = notice(site("2026-06-08"), objections=(objection(person=OTHER),))

    assert no_open_objection(about_other, day("2026-07-01"), PERSON)
    assert not no_open_objection(about_other, day("2026-07-01"), OTHER)
    assert not no_open_objection(about_other, day("2026-07-01"))


CONCLUDED = notice(site("2026-06-08"), concluded="2026-06-16")


@pytest.mark.parametrize(
    ("_case", "notices", "law", "on", "codes"),
    [
        ("concluded in time", (CONCLUDED,), NATIONAL, "2026-06-16", ()),
        ("the act a day before the conclusion", (CONCLUDED,), NATIONAL, "2026-06-15",
         ("publicity.window-open", "publicity.not-concluded")),
        ("no notice", (), NATIONAL, "2026-06-16", ("publicity.notice-missing",)),
        ("no notice, none owed yet", (), NATIONAL, "2026-05-17", ()),
        ("no notice, owed by the profile", (), INSTITUTION, "2026-05-17", ("publicity.notice-missing",)),
        ("another kind", (replace(CONCLUDED, kind=NoticeKind.CONVERSION),), NATIONAL, "2026-06-16",
         ("publicity.notice-missing",)),
        ("withdrawn before", (notice(site("2026-06-08"), withdrawn="2026-06-10"),), NATIONAL, "2026-06-16",
         ("publicity.notice-missing",)),
        ("hanging, not concluded", (notice(site("2026-06-08")),), NATIONAL, "2026-06-16",
         ("publicity.not-concluded",)),
        ("five days where seven are owed", (CONCLUDED,), INSTITUTION, "2026-06-17", ("publicity.window-open",)),
        ("withdrawn one beside a good one", (notice(site("2026-06-01"), withdrawn="2026-06-03"), CONCLUDED), NATIONAL,
         "2026-06-16", ()),
    ],
)  # fmt: skip
def test_a_case_rests_on_a_concluded_notice(
    _case: str, notices: tuple[NoticeFacts, ...], law: Law, on: str, codes: tuple[str, ...]
) -> None:
    assert told(publicity_done(notices, PERSON, DEV, law, day(on))).codes == codes


def test_a_notice_about_somebody_else_helps_nobody() -> None:
    assert told(publicity_done((CONCLUDED,), OTHER, DEV, NATIONAL, day("2026-07-01"))).codes == (
        "publicity.notice-missing",
    )


def test_a_late_objection_holds_the_case_after_the_conclusion() -> None:
    late = replace(CONCLUDED, objections=(objection("2026-06-20"),))

    assert told(publicity_done((late,), PERSON, DEV, NATIONAL, day("2026-06-19"))).codes == ()
    assert told(publicity_done((late,), PERSON, DEV, NATIONAL, day("2026-06-20"))).codes == (
        "publicity.objection-open",
    )


@pytest.mark.parametrize(
    ("_case", "decision", "codes"),
    [
        ("the committee goes on", CommitteeDecision.PROCEED, ()),
        ("the committee stops", CommitteeDecision.STOP, ("publicity.objection-stops-case",)),
    ],
)
def test_the_committee_says_whether_the_case_goes_on(
    _case: str, decision: CommitteeDecision, codes: tuple[str, ...]
) -> None:
    answered = replace(
        objection(closed="2026-06-15"),
        conclusion=ObjectionConclusion.SUBSTANTIATED,
        decision=decision,
        reported_on=day("2026-06-14"),
    )

    verdict = publicity_done((replace(CONCLUDED, objections=(answered,)),), PERSON, DEV, NATIONAL, day("2026-06-16"))

    assert told(verdict).codes == codes


@pytest.mark.parametrize(
    ("_case", "posted", "act", "ok"),
    [("on the day itself", "2026-06-09", "2026-06-09", False), ("one day ahead", "2026-06-08", "2026-06-09", True),
     ("two days ahead", "2026-06-07", "2026-06-09", True)],
)  # fmt: skip
def test_the_inspection_notice_hangs_one_day_ahead_under_the_profile(
    _case: str, posted: str, act: str, ok: bool
) -> None:
    posted_notice = notice(site(posted), kind=NoticeKind.INSPECTION)

    verdict = inspection_announced((posted_notice,), PERSON, INSTITUTION, day(act))

    assert told(verdict).codes == (() if ok else ("publicity.inspection-notice-late",))


def test_without_the_profile_no_inspection_notice_is_asked_for() -> None:
    assert told(inspection_announced((), PERSON, NATIONAL, day("2026-06-09"))).codes == ()
    assert told(inspection_announced((), PERSON, INSTITUTION, day("2026-06-09"))).codes == (
        "publicity.inspection-notice-late",
    )


def test_a_withdrawn_inspection_notice_announces_nothing_afterwards() -> None:
    gone = notice(site("2026-06-01"), kind=NoticeKind.INSPECTION, withdrawn="2026-06-05")

    assert inspection_announced((gone,), PERSON, INSTITUTION, day("2026-06-04"))
    assert not inspection_announced((gone,), PERSON, INSTITUTION, day("2026-06-09"))


def test_a_conversion_notice_follows_the_local_length() -> None:
    conversion = notice(site("2026-06-08"), kind=NoticeKind.CONVERSION)

    early = may_conclude(conversion, INSTITUTION, day("2026-06-17"))

    assert told(early).codes == ("publicity.window-open",)
    assert early.unmet[0].clause is not None
    assert early.unmet[0].clause.document is DocumentKey.PROFILE_INSTITUTION
    assert may_conclude(conversion, INSTITUTION, day("2026-06-18"))


def test_who_was_taken_off_holds_nobody_else_and_keeps_his_objections() -> None:
    about_him = objection(person=OTHER)
    both = notice(site("2026-06-08"), candidates=(candidate(), candidate(OTHER)), objections=(about_him,))
    without = replace(both, candidates=(candidate(),), gone=frozenset({OTHER}))
    on = day("2026-06-16")

    assert told(no_open_objection(both, on)).codes == ("publicity.objection-open",)
    assert no_open_objection(without, on)
    assert no_open_objection(replace(without, objections=(objection(),)), on).codes == ("publicity.objection-open",)
    assert objections_settled((without,), OTHER, on).codes == ("publicity.objection-open",)
    assert publicity_done((without,), OTHER, NoticeKind.DEVELOPMENT, NATIONAL, on).codes == (
        "publicity.notice-missing",
        "publicity.objection-open",
    )


@pytest.mark.parametrize(
    ("_case", "state", "others", "codes"),
    [
        ("a draft", NoticeState.DRAFT, True, ()),
        ("hanging", NoticeState.POSTED, True, ()),
        ("the only one", NoticeState.POSTED, False, ("publicity.last-candidate",)),
        ("concluded", NoticeState.CONCLUDED, True, ("publicity.not-withdrawable",)),
        ("withdrawn as a whole", NoticeState.WITHDRAWN, True, ("publicity.not-withdrawable",)),
    ],
)
def test_taking_somebody_off(_case: str, state: NoticeState, others: bool, codes: tuple[str, ...]) -> None:
    on_it = (candidate(), candidate(OTHER)) if others else (candidate(OTHER),)
    facts = replace(notice(site("2026-06-08"), candidates=on_it), state=state)

    assert told(may_take_off(facts, OTHER)).codes == codes
