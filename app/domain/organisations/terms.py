"""Terms of committees: how long, until when, and whether an election is late.

Sources: 支部工作条例 第六章 (branch: five years in villages and communities, three elsewhere), 党章 第三十一条 (grassroots
committees: three to five years), 基层组织选举工作条例 第三条 (delay of at most one year, granted by the upper body).
"""

from datetime import date

from app.domain.organisations.facts import (
    BRANCH_LIKE,
    COMMITTEE_LIKE,
    TEMPORARY,
    Classification,
    CommitteeFacts,
    OrganisationFacts,
    OrganisationKind,
)
from app.domain.organisations.parameters import (
    BRANCH_COMMITTEE_TERM_OTHER,
    BRANCH_COMMITTEE_TERM_VILLAGE,
    BRANCH_TEMPORARY_MAY_ELECT,
    COMMITTEE_TERM_MAX,
    COMMITTEE_TERM_MIN,
    ELECTION_DELAY_MAX,
)
from app.domain.shared.clauses import OUR_CHOICE, DocumentKey
from app.domain.shared.days import add_months, add_years
from app.domain.shared.parameters import Law, Value, national_value
from app.domain.shared.verdict import SATISFIED, Scalar, Verdict, judged, refused, require

__all__ = ["VILLAGES", "brought_forward", "due_on", "election_is_due", "may_delay_until", "may_have_term", "usual_term"]

VILLAGES = frozenset({Classification.RURAL, Classification.COMMUNITY})
"""Villages and communities, whose branches serve the longer term."""


def usual_term(body: OrganisationFacts, law: Law, on: date) -> Value[int] | None:
    """Return the term in years of the committee elected on *on*; None for bodies that elect none.

    General branches follow the branch figure: no clause of the record names them, which is our reading.
    """
    if body.kind in TEMPORARY or body.kind in {OrganisationKind.LEADING_GROUP, OrganisationKind.SERVICE_STATION}:
        return None
    if body.kind in BRANCH_LIKE or body.kind is OrganisationKind.GENERAL_BRANCH:
        parameter = BRANCH_COMMITTEE_TERM_VILLAGE if body.classification in VILLAGES else BRANCH_COMMITTEE_TERM_OTHER
        return law.value(parameter, on)
    if body.kind in COMMITTEE_LIKE:
        return law.value(COMMITTEE_TERM_MAX, on)
    return None


def may_have_term(body: OrganisationFacts, years: int, law: Law, on: date) -> Verdict:
    """Judge the length of a term: fixed for branches, between bounds for committees, none for appointed bodies."""
    usual = usual_term(body, law, on)
    if usual is None:
        known = body.kind in BRANCH_LIKE | COMMITTEE_LIKE | {OrganisationKind.GENERAL_BRANCH}
        if known and body.kind not in TEMPORARY:
            return SATISFIED  # before the texts of our record: taken as stated
        return _no_election(body, law, on)
    if body.kind in COMMITTEE_LIKE:
        verdict = judged(
            years <= usual.value, "organisations.term-too-long", usual, measured=years, pointer="/term_years"
        )
        least = law.value(COMMITTEE_TERM_MIN, on)
        if least is not None:
            verdict &= judged(
                years >= least.value, "organisations.term-too-short", least, measured=years, pointer="/term_years"
            )
        return verdict
    return judged(years == usual.value, "organisations.term", usual, measured=years, pointer="/term_years")


def _no_election(body: OrganisationFacts, law: Law, on: date) -> Verdict:
    """Refuse the election; of temporary branches the 2018 regulation says it, of the other appointed bodies we do."""
    code, pointer, kind = "organisations.no-election", "/term_years", body.kind.value
    may = law.value(BRANCH_TEMPORARY_MAY_ELECT, on) if body.kind is OrganisationKind.TEMPORARY_BRANCH else None
    if may is None:
        return refused(code, OUR_CHOICE, measured=kind, pointer=pointer)
    return judged(may.value, code, may, measured=kind, pointer=pointer)


def due_on(elected_on: date, term_years: int, delayed_until: date | None = None) -> date:
    """Return the day by which the next election is due; a granted delay counts."""
    end = add_years(elected_on, term_years)
    return end if delayed_until is None else max(end, delayed_until)


def may_delay_until(elected_on: date, term_years: int, until: date, law: Law, on: date) -> Verdict:
    """Judge a delay of the election; it needs the upper body's decision, whose number the command carries."""
    end = add_years(elected_on, term_years)
    verdict = require(until > end, "organisations.delay-pointless", required=end, measured=until, pointer="/until")
    most = law.value(ELECTION_DELAY_MAX, on)
    if most is None:
        return verdict
    last = add_months(end, 12 * most.value)
    return verdict & judged(
        until <= last, "organisations.delay-too-long", most, required=last, measured=until, pointer="/until"
    )


def election_is_due(committee: CommitteeFacts, body: OrganisationFacts, law: Law, on: date) -> Verdict:
    """State whether the term still runs on *on*; unmet when the election is late.

    The length is that of the law of the election's day; for days of which the record holds none the term was stated.
    """
    ok, due = on <= committee.due_on, committee.due_on
    usual = usual_term(body, law, committee.elected_on)
    if usual is None:
        return require(ok, "organisations.election-late", OUR_CHOICE, required=due, measured=on, day=on)
    facts: dict[str, Scalar] = {"elected_on": committee.elected_on, "term_years": committee.term_years}
    return judged(ok, "organisations.election-late", usual, required=due, measured=on, facts=facts)


def brought_forward(before: CommitteeFacts, elected_on: date) -> Verdict:
    """Find an election that came earlier than the text lets it be brought forward. Before 2020 the text spoke of delay only.

    A finding and no refusal: what was elected is recorded as it was, and the approval of the body above is its own paper.
    """
    most = national_value(ELECTION_DELAY_MAX, elected_on)
    if most is None or most.clause.document is not DocumentKey.ELECTION_2020:
        return SATISFIED
    earliest = add_years(before.elected_on, before.term_years - most.value)
    return judged(
        elected_on >= earliest, "organisations.election-too-early", most, required=earliest, measured=elected_on
    )
