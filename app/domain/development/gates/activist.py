"""Gates of stages 1 and 2: application, talk, activist, contact persons, cultivation.

Missed time limits of an organisation that nobody can make good (the first talk, a late review) are shown as late and
counted; they do not stand in the applicant's way, because no text says that they should.
"""

from datetime import date, timedelta

from app.domain.development import parameters as p
from app.domain.development.casefile import CaseFile
from app.domain.development.facts import (
    ActivistDetermination,
    ActivistFiling,
    ApplicationLetter,
    ContactAssignment,
    CultivationConclusion,
    FirstTalk,
    HalfYearlyReview,
    Recommendation,
    TalkOffice,
)
from app.domain.development.gates.common import (
    clause_of,
    cultivation_start,
    decided_by_branch_committee,
    full_members,
    stated,
    upper_committee,
)
from app.domain.development.gates.registry import gate
from app.domain.people.facts import MemberStatus
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.days import add_months, age_on, completed_months
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import SATISFIED, Verdict, judged, require

__all__: list[str] = []

_MEMBER_OF_SOME_KIND = {
    MemberStatus.PROBATIONARY,
    MemberStatus.FULL_MEMBER,
    MemberStatus.STOPPED,
    MemberStatus.TRANSFERRED_OUT,
}
_TALKERS = (TalkOffice.SECRETARY, TalkOffice.DEPUTY_SECRETARY, TalkOffice.ORGANISATION_COMMISSIONER)


@gate
def application_is_own(file: CaseFile, law: Law, on: date) -> Verdict:
    """The letter is written by the person and accepts programme and constitution."""
    found = file.latest(ApplicationLetter, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("apply", on)
    return stated(found[1].by_the_person, "development.application-own", clause, on) & stated(
        found[1].accepts_programme, "development.application-accepts-programme", clause, on
    )


@gate
def applicant_old_enough(file: CaseFile, law: Law, on: date) -> Verdict:
    """On the day the letter was received the applicant has completed the years asked for."""
    value = law.value(p.APPLICATION_AGE_MIN, on)
    if value is None:
        return SATISFIED
    age = age_on(file.candidate.born_on, on)
    return judged(age >= value.value, "development.age", value, measured=age)


@gate
def applicant_is_no_member(file: CaseFile, law: Law, on: date) -> Verdict:
    """The applicant is no member, and membership is not merely suspended or elsewhere."""
    status = file.history.status_on(on) if file.history is not None else None
    return require(
        status not in _MEMBER_OF_SOME_KIND,
        "development.applicant-is-no-member",
        OUR_CHOICE,
        measured=status.value if status is not None else None,
        day=on,
    )


@gate
def first_talk_by_office_holder(file: CaseFile, law: Law, on: date) -> Verdict:
    """Secretary, deputy or organisation commissioner held the talk."""
    found = file.latest(FirstTalk, until=on)
    if found is None:
        return SATISFIED
    allowed = tuple(office.value for office in _TALKERS)
    office = found[1].office
    return require(
        office in _TALKERS,
        "development.first-talk-office",
        clause_of("first_talk", on),
        required=allowed,
        measured=office.value,
        day=on,
    )


@gate
def first_talk_in_time(file: CaseFile, law: Law, on: date) -> Verdict:
    """The talk was held within the time from the receipt of the letter; late ones are shown, not refused."""
    received = file.day_of(ApplicationLetter, until=on)
    value = law.value(p.APPLICATION_TALK_DEADLINE, received) if received is not None else None
    if value is None or received is None:
        return SATISFIED
    due = add_months(received, value.value)
    late = max(0, (on - due).days)
    return judged(True, "development.first-talk-in-time", value, required=due, measured=on, facts={"late_days": late})


@gate
def recommended(file: CaseFile, law: Law, on: date) -> Verdict:
    """Members or a mass organisation proposed the person before the committee decided."""
    found = file.latest(Recommendation, until=on)
    value = law.value(p.ACTIVIST_NOMINATION, on)
    way = found[1].way.value if found is not None else None
    if value is None:
        clause = clause_of("determine_activist", on)
        return require(way is not None, "development.recommended", clause, measured=way, day=on)
    return judged(way in value.value, "development.recommended", value, measured=way)


@gate
def activist_decided_by_branch_committee(file: CaseFile, law: Law, on: date) -> Verdict:
    """The branch committee decided, and agreed."""
    found = file.latest(ActivistDetermination, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("determine_activist", on)
    named = law.value(p.ACTIVIST_DECIDED_BY, on)
    body = decided_by_branch_committee(file, found[1].decided_by, "development.activist-decided-by", clause, on, named)
    return body & stated(found[1].agreed, "development.activist-agreed", clause, on)


@gate
def activist_filed_by_upper_committee(file: CaseFile, law: Law, on: date) -> Verdict:
    """A committee above the branch took the activist on file, after the determination was reported."""
    found = file.latest(ActivistFiling, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("file_activist", on)
    done = file.done("determine_activist")
    reported = found[1].reported_on
    after = done is None or reported >= done.act_on
    return upper_committee(file, found[1].filed_by, "development.filed-by-upper-committee", clause, on) & require(
        after,
        "development.filing-after-determination",
        OUR_CHOICE,
        required=done.act_on if done is not None else None,
        measured=reported,
        day=on,
    )


@gate
def contact_persons_enough(file: CaseFile, law: Law, on: date) -> Verdict:
    """Neither too few nor too many contact persons."""
    found = file.latest(ContactAssignment, until=on)
    if found is None:
        return SATISFIED
    number = len(found[1].person_ids)
    least, most = law.value(p.ACTIVIST_CONTACT_PERSONS_MIN, on), law.value(p.ACTIVIST_CONTACT_PERSONS_MAX, on)
    verdict = SATISFIED
    if least is not None:
        verdict &= judged(number >= least.value, "development.contact-persons-min", least, measured=number)
    if most is not None:
        verdict &= judged(number <= most.value, "development.contact-persons-max", most, measured=number)
    return verdict


@gate
def contact_persons_full_members(file: CaseFile, law: Law, on: date) -> Verdict:
    """Every contact person is a full member on the day, and none is the candidate."""
    found = file.latest(ContactAssignment, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("assign_contacts", on)
    return full_members(file, found[1].person_ids, "development.contact-persons-full-members", clause, on)


@gate
def cultivation_concluded(file: CaseFile, law: Law, on: date) -> Verdict:
    """The branch found the person fit."""
    found = file.latest(CultivationConclusion, until=on)
    if found is None:
        return SATISFIED
    return stated(found[1].suitable, "development.cultivation-suitable", clause_of("cultivate", on), on)


@gate
def cultivation_long_enough(file: CaseFile, law: Law, on: date) -> Verdict:
    """So many calendar months have been completed; they run on when the person moves."""
    value = law.value(p.ACTIVIST_CULTIVATION_MIN, on)
    if value is None:
        return SATISFIED
    start = cultivation_start(file, law, on)
    earliest = add_months(start, value.value) if start is not None else None
    return judged(
        earliest is not None and on >= earliest,
        "development.cultivation-months",
        value,
        measured=completed_months(start, on) if start is not None else 0,
        facts={"from": start, "earliest": earliest},
    )


def _longest(start: date, begun: date, months: int) -> date:
    """The last day of a review that began on a day: so many months, or the end of the stretch of the cultivation it is in.

    Six months from the last of February end before the sixth month from 31 August does. Before the cultivation are no stretches.
    """
    usual = add_months(begun, months)
    if begun < start:
        return usual
    stretch = completed_months(start, begun) // months + 1
    return max(usual, add_months(start, stretch * months))


@gate
def reviews_cover_cultivation(file: CaseFile, law: Law, on: date) -> Verdict:
    """Every completed half year of the cultivation is covered by reviews, none of which spans more than the interval.

    A half year that was not reviewed in time can still be reviewed later; the delay is shown and counted.
    """
    value = law.value(p.ACTIVIST_REVIEW_INTERVAL, on)
    start = cultivation_start(file, law, on)
    if value is None or start is None:
        return SATISFIED
    completed = completed_months(start, on) // value.value
    owed_until = add_months(start, completed * value.value) - timedelta(days=1)
    covered, late, counted = start - timedelta(days=1), 0, 0
    reviews = sorted((review for _, review in file.all(HalfYearlyReview, until=on)), key=lambda r: r.period_from)
    for review in reviews:
        too_long = review.period_to > _longest(start, review.period_from, value.value)
        if not too_long and review.period_from <= covered + timedelta(days=1) and review.period_to > covered:
            covered, counted = review.period_to, counted + 1
    previous = start
    for fact, _ in file.all(HalfYearlyReview, until=on):
        late += fact.happened_on > add_months(previous, value.value)
        previous = fact.happened_on
    return judged(
        covered >= owed_until,
        "development.reviews-cover",
        value,
        required=owed_until,
        measured=covered if counted else None,
        facts={"from": start, "reviews": counted, "late": late},
    )
