from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest

from app.domain.organisations.changes import Contents, decided, may_dissolve, may_found, may_merge, may_move, may_split
from app.domain.organisations.facts import (
    LEVEL_OF,
    Classification,
    CommitteeFacts,
    CommitteePost,
    OrganisationFacts,
    OrganisationKind,
    OrganisationState,
)
from app.domain.organisations.levels import Level, Place
from app.domain.organisations.placing import MAY_STAND_UNDER, may_stand_under, no_cycle
from app.domain.organisations.powers import may_hold_approval_power
from app.domain.organisations.sizes import (
    branch_findings,
    committee_findings,
    enough_to_found,
    group_care_findings,
    group_leader_findings,
)
from app.domain.organisations.terms import (
    brought_forward,
    due_on,
    election_is_due,
    may_delay_until,
    may_have_term,
    usual_term,
)
from app.domain.shared.clauses import OUR_CHOICE, Clause, DocumentKey
from app.domain.shared.parameters import Adoption, Law
from app.domain.shared.workdays import WorkCalendar
from tests.domain.told import told

K, C = OrganisationKind, Classification
DAY = date(2026, 6, 1)
LAW = Law.of(WorkCalendar.of([2026]))


def body(
    kind: OrganisationKind = K.BRANCH,
    classification: Classification = C.INSTITUTION,
    number: int = 1,
    state: OrganisationState = OrganisationState.ACTIVE,
    parent_id: UUID | None = None,
    parent_classification: Classification | None = None,
    founded_on: date | None = date(2010, 1, 1),
) -> OrganisationFacts:
    return OrganisationFacts(
        UUID(int=number),
        f"组织{number}",
        kind,
        classification,
        Place(),
        state=state,
        parent_id=parent_id,
        parent_classification=parent_classification,
        founded_on=founded_on,
    )


# Placing


def test_only_the_county_committee_stands_under_nothing() -> None:
    for kind in K:
        assert bool(told(may_stand_under(kind, None))) is (kind is K.COUNTY_COMMITTEE)


def test_every_kind_has_a_level_and_no_kind_stands_under_a_lower_one() -> None:
    order = list(Level)
    for kind, parents in MAY_STAND_UNDER.items():
        for parent in parents:
            below, above = order.index(LEVEL_OF[kind]), order.index(LEVEL_OF[parent])
            assert above < below or kind is K.SERVICE_STATION, (kind, parent)


@pytest.mark.parametrize(
    ("kind", "parent", "ok"),
    [
        (K.BRANCH, K.GENERAL_BRANCH, True),
        (K.BRANCH, K.SUB_COMMITTEE, True),
        (K.BRANCH, K.BRANCH, False),
        (K.BRANCH, K.GROUP, False),
        (K.GROUP, K.BRANCH, True),
        (K.GROUP, K.COMMITTEE, False),
        (K.COMMITTEE, K.COMMITTEE, False),
        (K.SUB_COMMITTEE, K.COMMITTEE, True),
        (K.SUB_COMMITTEE, K.SUB_COMMITTEE, False),
        (K.GENERAL_BRANCH, K.GENERAL_BRANCH, False),
        (K.BRANCH, K.LEADING_GROUP, False),
        (K.BRANCH, K.TEMPORARY_COMMITTEE, False),
        (K.TEMPORARY_BRANCH, K.TEMPORARY_COMMITTEE, True),
    ],
)
def test_what_may_stand_under_what(kind: OrganisationKind, parent: OrganisationKind, ok: bool) -> None:
    verdict = told(may_stand_under(kind, parent))

    assert bool(verdict) is ok
    assert told(verdict).codes == (() if ok else ("organisations.placing",))


def test_a_township_is_a_classification_of_committees_and_a_county_of_the_root() -> None:
    assert may_stand_under(K.COMMITTEE, K.COUNTY_COMMITTEE, C.TOWNSHIP)
    assert told(may_stand_under(K.BRANCH, K.COMMITTEE, C.TOWNSHIP)).codes == ("organisations.classification",)
    assert may_stand_under(K.COUNTY_COMMITTEE, None, C.COUNTY)
    assert told(may_stand_under(K.COUNTY_COMMITTEE, None, C.RURAL)).codes == ("organisations.classification",)
    assert told(may_stand_under(K.BRANCH, K.COMMITTEE, C.COUNTY)).codes == ("organisations.classification",)


def test_a_body_does_not_move_below_itself() -> None:
    parents: dict[UUID, UUID | None] = {UUID(int=3): UUID(int=2), UUID(int=2): UUID(int=1), UUID(int=1): None}

    assert told(no_cycle(UUID(int=1), UUID(int=3), parents)).codes == ("organisations.cycle",)
    assert told(no_cycle(UUID(int=2), UUID(int=2), parents)).codes == ("organisations.cycle",)
    assert no_cycle(UUID(int=3), UUID(int=1), parents)


def test_a_tree_that_is_already_broken_is_not_walked_for_ever() -> None:
    assert no_cycle(UUID(int=9), UUID(int=1), {UUID(int=1): UUID(int=2), UUID(int=2): UUID(int=1)})


# Approval power


@pytest.mark.parametrize(
    ("_case", "kind", "parent", "code"),
    [
        ("township committee", K.COMMITTEE, None, None),
        ("county committee", K.COUNTY_COMMITTEE, None, None),
        ("sub-committee of a system", K.SUB_COMMITTEE, C.SYSTEM, None),
        ("under a township", K.SUB_COMMITTEE, C.TOWNSHIP, "organisations.power-under-township"),
        ("under a street", K.SUB_COMMITTEE, C.STREET, "organisations.power-under-township"),
        ("general branch", K.GENERAL_BRANCH, C.TOWNSHIP, "organisations.power-general-branch"),
        ("leading group", K.LEADING_GROUP, None, "organisations.power-leading-group"),
        ("temporary committee", K.TEMPORARY_COMMITTEE, None, "organisations.power-temporary"),
        ("temporary branch", K.TEMPORARY_BRANCH, None, "organisations.power-temporary"),
        ("branch", K.BRANCH, None, "organisations.power"),
        ("group", K.GROUP, None, "organisations.power"),
        ("service station", K.SERVICE_STATION, None, "organisations.power"),
    ],
)
@pytest.mark.parametrize("on", [date(2015, 1, 1), DAY])
def test_who_may_hold_the_approval_power(
    _case: str, kind: OrganisationKind, parent: Classification | None, code: str | None, on: date
) -> None:
    verdict = told(may_hold_approval_power(body(kind, parent_classification=parent), LAW, on))

    assert told(verdict).codes == (() if code is None else (code,))


def test_a_refused_power_names_its_clause() -> None:
    verdict = told(may_hold_approval_power(body(K.GENERAL_BRANCH), LAW, DAY))

    clause = verdict.unmet[0].clause
    assert clause is not None
    assert clause.article == "第二十四条"
    assert verdict.unmet[0].verified is False


# Terms


@pytest.mark.parametrize(
    ("kind", "classification", "years"),
    [
        (K.BRANCH, C.RURAL, 5),
        (K.BRANCH, C.COMMUNITY, 5),
        (K.BRANCH, C.INSTITUTION, 3),
        (K.GENERAL_BRANCH, C.RURAL, 5),
        (K.GENERAL_BRANCH, C.SCHOOL, 3),
        (K.JOINT_BRANCH, C.PRIVATE_FIRM, 3),
        (K.COMMITTEE, C.TOWNSHIP, 5),
        (K.TEMPORARY_BRANCH, C.RURAL, None),
        (K.LEADING_GROUP, C.INSTITUTION, None),
        (K.GROUP, C.RURAL, None),
    ],
)
def test_usual_terms(kind: OrganisationKind, classification: Classification, years: int | None) -> None:
    value = usual_term(body(kind, classification), LAW, DAY)

    assert (value.value if value else None) == years


@pytest.mark.parametrize(
    ("_case", "kind", "classification", "years", "code"),
    [
        ("village below", K.BRANCH, C.RURAL, 4, "organisations.term"),
        ("village at", K.BRANCH, C.RURAL, 5, None),
        ("other below", K.BRANCH, C.SCHOOL, 2, "organisations.term"),
        ("other at", K.BRANCH, C.SCHOOL, 3, None),
        ("other above", K.BRANCH, C.SCHOOL, 4, "organisations.term"),
        ("committee below", K.COMMITTEE, C.TOWNSHIP, 2, "organisations.term-too-short"),
        ("committee at the least", K.COMMITTEE, C.TOWNSHIP, 3, None),
        ("committee at the most", K.COMMITTEE, C.TOWNSHIP, 5, None),
        ("committee above", K.COMMITTEE, C.TOWNSHIP, 6, "organisations.term-too-long"),
        ("temporary", K.TEMPORARY_BRANCH, C.RURAL, 3, "organisations.no-election"),
    ],
)
def test_terms_of_the_right_length(
    _case: str, kind: OrganisationKind, classification: Classification, years: int, code: str | None
) -> None:
    assert told(may_have_term(body(kind, classification), years, LAW, DAY)).codes == (() if code is None else (code,))


def test_a_term_from_before_our_texts_is_taken_as_stated() -> None:
    assert may_have_term(body(K.BRANCH, C.RURAL), 3, LAW, date(2015, 1, 1))


@pytest.mark.parametrize(
    ("_case", "on", "ok"),
    [("before", date(2026, 7, 1), True), ("on the day", date(2026, 7, 2), True), ("after", date(2026, 7, 3), False)],
)
def test_an_election_is_late_after_its_day(_case: str, on: date, ok: bool) -> None:
    due = due_on(date(2023, 7, 2), 3)
    assert due == date(2026, 7, 2)

    assert bool(told(election_is_due(CommitteeFacts(UUID(int=1), date(2023, 7, 2), 3, due), body(), LAW, on))) is ok


def test_a_late_election_cites_the_term_with_its_mark_and_is_ours_where_no_text_gives_one() -> None:
    term = CommitteeFacts(UUID(int=1), date(2022, 11, 1), 3, date(2025, 11, 1))
    old = CommitteeFacts(UUID(int=1), date(2016, 7, 2), 3, date(2019, 7, 2))

    of_branch = election_is_due(term, body(), LAW, DAY).findings[0]
    of_committee = election_is_due(term, body(K.COMMITTEE), LAW, DAY).findings[0]
    stated = election_is_due(old, body(), LAW, DAY).findings[0]

    assert (of_branch.ok, of_branch.verified) == (False, True)
    assert of_branch.clause == Clause(DocumentKey.BRANCH_2018, "第六章")
    assert (of_committee.ok, of_committee.verified) == (False, False)
    assert of_committee.clause == Clause(DocumentKey.CONSTITUTION, "第三十一条")
    assert (stated.ok, stated.value, stated.clause) == (False, None, OUR_CHOICE)


@pytest.mark.parametrize(
    ("_case", "elected_on", "ok"),
    [
        ("more than a year early", date(2025, 7, 1), False),
        ("a year early", date(2025, 7, 2), True),
        ("in time", date(2026, 7, 2), True),
    ],
)
def test_an_election_is_brought_forward_by_at_most_a_year(_case: str, elected_on: date, ok: bool) -> None:
    before = CommitteeFacts(UUID(int=1), date(2023, 7, 2), 3, date(2026, 7, 2))

    assert told(brought_forward(before, elected_on)).codes == (() if ok else ("organisations.election-too-early",))


def test_before_2020_no_text_limits_how_early_an_election_may_be() -> None:
    before = CommitteeFacts(UUID(int=1), date(2018, 7, 2), 3, date(2021, 7, 2))

    assert brought_forward(before, date(2020, 7, 12)).findings == ()
    assert brought_forward(before, date(2020, 7, 13)).findings[0].ok is True


def test_a_temporary_branch_elects_nobody_by_the_clause_on_temporary_branches() -> None:
    branch = may_have_term(body(K.TEMPORARY_BRANCH), 3, LAW, DAY).findings[0]
    committee = may_have_term(body(K.TEMPORARY_COMMITTEE), 3, LAW, DAY).findings[0]

    assert (branch.code, branch.ok, branch.verified) == ("organisations.no-election", False, True)
    assert branch.clause == Clause(DocumentKey.BRANCH_2018, "第二章")
    assert (committee.code, committee.ok, committee.clause) == ("organisations.no-election", False, OUR_CHOICE)


@pytest.mark.parametrize(
    ("_case", "until", "codes"),
    [
        ("not later", date(2026, 7, 2), ("organisations.delay-pointless",)),
        ("a day", date(2026, 7, 3), ()),
        ("a year", date(2027, 7, 2), ()),
        ("a year and a day", date(2027, 7, 3), ("organisations.delay-too-long",)),
    ],
)
def test_a_delay_of_at_most_a_year(_case: str, until: date, codes: tuple[str, ...]) -> None:
    assert told(may_delay_until(date(2023, 7, 2), 3, until, LAW, DAY)).codes == codes
    assert due_on(date(2023, 7, 2), 3, until) == max(until, date(2026, 7, 2))


def test_a_committee_elected_on_the_29th_of_february_is_due_on_the_28th() -> None:
    assert due_on(date(2024, 2, 29), 3) == date(2027, 2, 28)


# Sizes


@pytest.mark.parametrize(("_case", "full", "ok"), [("below", 2, False), ("at", 3, True), ("above", 4, True)])
def test_three_full_members_found_a_branch(_case: str, full: int, ok: bool) -> None:
    verdict = enough_to_found(K.BRANCH, full, LAW, DAY)

    assert told(verdict).codes == (() if ok else ("organisations.branch-too-small",))
    assert enough_to_found(K.TEMPORARY_BRANCH, full, LAW, DAY)
    assert enough_to_found(K.GENERAL_BRANCH, full, LAW, DAY)


def test_a_stricter_figure_for_any_organisation_binds_branches_too() -> None:
    law = Law.of(
        LAW.calendar, [Adoption("org.full_members_min", 5, date(2026, 1, 1), UUID(int=1), "县委", "县委〔2026〕1号")]
    )

    assert told(enough_to_found(K.BRANCH, 4, law, DAY)).codes == ("organisations.branch-too-small",)
    assert enough_to_found(K.BRANCH, 5, law, DAY).findings[0].value is not None
    assert enough_to_found(K.BRANCH, 4, law, date(2025, 12, 31))


@pytest.mark.parametrize(("leaders", "ok"), [(0, False), (1, True), (2, False)])
def test_a_group_has_the_leaders_that_a_profile_asks_for(leaders: int, ok: bool) -> None:
    law = Law.of(
        LAW.calendar, [Adoption("branch.group.leader_count", 1, date(2026, 1, 1), UUID(int=1), "街道", "街〔2026〕1号")]
    )

    assert told(group_leader_findings(leaders, law, DAY)).codes == (() if ok else ("organisations.group-leaders",))
    assert group_leader_findings(leaders, LAW, DAY).findings == ()


@pytest.mark.parametrize(("_case", "members", "ok"), [("below", 49, True), ("at", 50, True), ("above", 51, False)])
def test_a_branch_has_generally_at_most_fifty_members(_case: str, members: int, ok: bool) -> None:
    assert told(branch_findings(K.BRANCH, members, 5, 1, LAW, DAY)).codes == (
        () if ok else ("organisations.branch-too-large",)
    )


@pytest.mark.parametrize(("_case", "units", "ok"), [("at", 5, True), ("above", 6, False)])
def test_a_joint_branch_serves_generally_at_most_five_units(_case: str, units: int, ok: bool) -> None:
    assert told(branch_findings(K.JOINT_BRANCH, 20, 5, units, LAW, DAY)).codes == (
        () if ok else ("organisations.joint-units",)
    )
    assert branch_findings(K.BRANCH, 20, 5, units, LAW, DAY)


def committee(seats: int, deputies: int = 0) -> CommitteeFacts:
    posts = [CommitteePost.SECRETARY] + [CommitteePost.DEPUTY_SECRETARY] * deputies
    posts += [CommitteePost.MEMBER] * (seats - len(posts))
    members = tuple((UUID(int=100 + i), post) for i, post in enumerate(posts))
    return CommitteeFacts(UUID(int=1), date(2024, 1, 1), 3, date(2027, 1, 1), members)


@pytest.mark.parametrize(
    ("_case", "full", "seats", "codes"),
    [
        ("six and none", 6, 0, ()),
        ("seven and none", 7, 0, ("organisations.committee-needed", "organisations.committee-too-small")),
        ("seven and two", 7, 2, ("organisations.committee-too-small",)),
        ("seven and three", 7, 3, ()),
        ("forty and five", 40, 5, ()),
        ("forty and six", 40, 6, ("organisations.committee-above-usual",)),
        ("forty and seven", 40, 7, ("organisations.committee-above-usual",)),
        ("forty and eight", 40, 8, ("organisations.committee-above-usual", "organisations.committee-too-large")),
    ],
)
def test_a_committee_from_seven_full_members(_case: str, full: int, seats: int, codes: tuple[str, ...]) -> None:
    assert told(committee_findings(committee(seats) if seats else None, full, LAW, DAY)).codes == codes


@pytest.mark.parametrize(("deputies", "ok"), [(0, True), (1, True), (2, False)])
def test_a_small_branch_has_at_most_one_deputy(deputies: int, ok: bool) -> None:
    assert bool(committee_findings(committee(1 + deputies, deputies), 6, LAW, DAY)) is ok


def test_an_organiser_sits_on_no_committee_by_that_office() -> None:
    facts = CommitteeFacts(
        UUID(int=1),
        date(2024, 1, 1),
        3,
        date(2027, 1, 1),
        ((UUID(int=5), CommitteePost.ORGANISER), (UUID(int=6), CommitteePost.SECRETARY)),
    )

    assert facts.committee_members == {UUID(int=6)}


def _adopted(parameter: str, value: int) -> Adoption:
    return Adoption(parameter, value, date(2020, 1, 1), UUID(int=1), "街道", "街发〔2020〕1号")


def test_groups_per_committee_member_are_judged_only_where_a_profile_says_so() -> None:
    assert group_care_findings({UUID(int=1): 9}, LAW, DAY)

    local = Law.of(
        LAW.calendar,
        (_adopted("branch.committee_member.groups_min", 3), _adopted("branch.committee_member.groups_max", 5)),
    )
    for groups, code in (
        (2, "organisations.group-care-too-few"),
        (3, None),
        (5, None),
        (6, "organisations.group-care-too-many"),
    ):
        assert told(group_care_findings({UUID(int=1): groups}, local, DAY)).codes == (() if code is None else (code,))


# Changes


def test_a_decision_has_a_number_and_days_in_order() -> None:
    assert decided("县委〔2026〕3号", date(2026, 5, 1), date(2026, 5, 2), DAY)
    assert told(decided("  ", date(2026, 5, 1), date(2026, 5, 1), DAY)).codes == ("organisations.decision-number",)
    assert told(decided("x", date(2026, 6, 2), date(2026, 6, 2), DAY)).codes == (
        "organisations.decided-in-future",
        "organisations.effective-day",
    )
    assert told(decided("x", date(2026, 5, 2), date(2026, 5, 1), DAY)).codes == ("organisations.effective-day",)
    assert told(decided("x", date(2026, 5, 2), date(2026, 6, 2), DAY)).codes == ("organisations.effective-day",)


@pytest.mark.parametrize(
    ("_case", "contents", "codes"),
    [
        ("empty", Contents(), ()),
        ("one person", Contents(people=1), ("organisations.people-left",)),
        ("one body", Contents(bodies=1), ("organisations.bodies-left",)),
        ("one case", Contents(open_cases=1), ("organisations.cases-left",)),
        (
            "everything",
            Contents(2, 3, 4),
            ("organisations.people-left", "organisations.bodies-left", "organisations.cases-left"),
        ),
    ],
)
def test_a_body_ends_only_when_nobody_and_nothing_is_left(
    _case: str, contents: Contents, codes: tuple[str, ...]
) -> None:
    assert told(may_dissolve(body(), contents, DAY)).codes == codes


def test_the_county_committee_stays_and_what_ended_does_not_end_again() -> None:
    assert told(may_dissolve(body(K.COUNTY_COMMITTEE, C.COUNTY), Contents(), DAY)).codes == (
        "organisations.root-stays",
    )
    assert told(may_dissolve(body(state=OrganisationState.MERGED), Contents(), DAY)).codes == (
        "organisations.not-active",
    )
    assert told(may_dissolve(body(founded_on=DAY), Contents(), DAY)).codes == ("organisations.before-founding",)


def test_a_body_is_founded_and_moved_where_it_may_stand() -> None:
    parent = body(K.COMMITTEE, C.TOWNSHIP, 9)

    assert may_found(K.BRANCH, parent, DAY)
    assert told(may_found(K.COMMITTEE, parent, DAY)).codes == ("organisations.placing",)
    assert told(may_found(K.BRANCH, parent, date(2009, 12, 31))).codes == ("organisations.before-founding",)
    assert may_move(body(parent_id=UUID(int=8)), parent, DAY)
    assert told(may_move(body(parent_id=UUID(int=9)), parent, DAY)).codes == ("organisations.already-there",)
    ended = body(K.COMMITTEE, C.TOWNSHIP, 9, OrganisationState.DISSOLVED)
    assert told(may_move(body(), ended, DAY)).codes == ("organisations.not-active",)


def test_like_merges_with_like_and_not_with_itself() -> None:
    target = body(number=1)

    assert may_merge(target, [body(number=2), body(K.JOINT_BRANCH, number=3)], DAY)
    assert told(may_merge(target, [], DAY)).codes == ("organisations.merge-nothing",)
    assert told(may_merge(target, [body(number=1)], DAY)).codes == ("organisations.merge-itself",)
    assert told(may_merge(target, [body(K.GENERAL_BRANCH, number=2)], DAY)).codes == ("organisations.merge-unlike",)
    assert told(may_merge(target, [body(K.TEMPORARY_BRANCH, number=2)], DAY)).codes == ("organisations.merge-unlike",)


@pytest.mark.parametrize(
    ("_case", "kind", "staying", "leaving", "codes"),
    [
        ("both", K.BRANCH, 1, 1, ()),
        ("nobody goes", K.BRANCH, 2, 0, ("organisations.split-nobody-goes",)),
        ("nobody stays", K.BRANCH, 0, 2, ("organisations.split-nobody-stays",)),
        ("a committee", K.COMMITTEE, 1, 1, ("organisations.split-kind",)),
    ],
)
def test_a_branch_is_split_between_people(
    _case: str, kind: OrganisationKind, staying: int, leaving: int, codes: tuple[str, ...]
) -> None:
    assert told(may_split(body(kind), staying, leaving, DAY)).codes == codes


def test_every_pair_of_kinds_is_decided() -> None:
    for kind, parent in product(K, K):
        assert bool(told(may_stand_under(kind, parent))) is (parent in MAY_STAND_UNDER[kind])


def test_a_founding_is_judged_by_the_classification_too() -> None:
    county = body(K.COUNTY_COMMITTEE, C.COUNTY)

    assert told(may_found(K.COMMITTEE, county, DAY, C.TOWNSHIP))
    assert told(may_found(K.BRANCH, county, DAY, C.TOWNSHIP)).codes == ("organisations.classification",)
    assert told(may_found(K.COMMITTEE, county, DAY, C.COUNTY)).codes == ("organisations.classification",)


@pytest.mark.parametrize(
    ("_case", "kind", "parent_classification", "code"),
    [
        ("a general branch", K.GENERAL_BRANCH, None, "organisations.power-general-branch"),
        ("a leading group", K.LEADING_GROUP, None, "organisations.power-leading-group"),
        ("a temporary branch", K.TEMPORARY_BRANCH, None, "organisations.power-temporary"),
        ("under a township", K.SUB_COMMITTEE, C.TOWNSHIP, "organisations.power-under-township"),
    ],
)
@pytest.mark.parametrize("on", [DAY, date(1985, 6, 1)])
def test_a_power_that_a_body_may_not_hold_is_refused_by_figure_or_by_default(
    _case: str, kind: OrganisationKind, parent_classification: Classification | None, code: str, on: date
) -> None:
    verdict = told(may_hold_approval_power(body(kind, parent_classification=parent_classification), LAW, on))

    assert verdict.codes == (code,)


@pytest.mark.parametrize("seats", [0, 1])
def test_a_committee_of_one_is_there_and_too_small(seats: int) -> None:
    found = told(committee_findings(committee(seats) if seats else None, 7, LAW, DAY))

    assert ("organisations.committee-needed" in found.codes) is (seats == 0)
    assert "organisations.committee-too-small" in found.codes


def test_a_general_branch_from_before_our_texts_has_its_term_as_stated_and_a_temporary_body_none() -> None:
    assert told(may_have_term(body(K.GENERAL_BRANCH), 9, LAW, date(1985, 6, 1)))
    assert told(may_have_term(body(K.TEMPORARY_BRANCH), 3, LAW, DAY)).codes == ("organisations.no-election",)


def test_every_member_who_looks_after_too_many_or_too_few_groups_is_found() -> None:
    law = Law.of(
        WorkCalendar.of([2026]),
        [
            _adopted("branch.committee_member.groups_min", 3),
            _adopted("branch.committee_member.groups_max", 5),
        ],
    )

    assert group_care_findings({UUID(int=1): 2, UUID(int=2): 4, UUID(int=3): 6}, law, DAY).codes == (
        "organisations.group-care-too-few",
        "organisations.group-care-too-many",
    )


@pytest.mark.parametrize("late", [0, 1])
def test_an_election_of_days_before_any_text_is_late_after_the_stated_term(late: int) -> None:
    old = replace(committee(3), elected_on=date(1985, 6, 1), term_years=3)
    on = old.due_on + timedelta(days=late)

    verdict = told(election_is_due(old, body(K.BRANCH), LAW, on))

    assert verdict.codes == (("organisations.election-late",) if late else ())
    assert told(may_have_term(body(K.LEADING_GROUP), 3, LAW, DAY)).codes == ("organisations.no-election",)
