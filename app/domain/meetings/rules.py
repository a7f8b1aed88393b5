"""Whether an assembly stands: notice, roll of the day, quorum, supervision, tellers; and what must follow the vote.

Sources: 发展党员工作细则 (2014, 2026) for the quorum; a street work committee's practice for supervision, advance notice and
talks (a local profile); the 2018 branch regulation for other branch assemblies. The law is that of the meeting's own day.

Not covered, because no text with a figure has been seen: the quorum of a branch committee or Party committee meeting,
whether sponsors must attend, and how far ahead "in advance" is (we ask for an earlier day).
"""

from datetime import date
from fractions import Fraction

from app.domain.meetings import parameters as p
from app.domain.meetings.facts import VOTES_ON_PEOPLE, MeetingFacts, MeetingKind, MeetingState
from app.domain.meetings.officers import may_supervise, tellers_named
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law, Parameter
from app.domain.shared.shares import exceeds, needed_to_exceed
from app.domain.shared.verdict import SATISFIED, Verdict, judged, refused, require

__all__ = [
    "assembly_stands",
    "is_in_state",
    "minutes_filed",
    "notice_in_time",
    "quorum",
    "roll_is_of_the_day",
    "supervised",
    "talks_held",
    "upper_committee_told",
    "votes_count",
]

_QUORUM: dict[MeetingKind, Parameter[Fraction]] = {
    MeetingKind.ADMISSION: p.QUORUM_SHARE,
    MeetingKind.CONVERSION: p.CONVERSION_QUORUM_SHARE,
    MeetingKind.BRANCH_ASSEMBLY: p.ASSEMBLY_VOTE_QUORUM_SHARE,
}


def is_in_state(meeting: MeetingFacts, *states: MeetingState) -> Verdict:
    """The meeting stands where the act needs it."""
    return require(
        meeting.state in states,
        "meetings.state",
        OUR_CHOICE,
        required=tuple(state.value for state in states),
        measured=meeting.state.value,
    )


def notice_in_time(meeting: MeetingFacts, law: Law) -> Verdict:
    """Notice was given as many days ahead as the law in force asks; nothing is asked where it is silent."""
    lead = law.value(p.NOTICE_LEAD_DAYS, meeting.day)
    if lead is None:
        return SATISFIED
    given = (meeting.day - meeting.noticed_on).days
    return judged(given >= lead.value, "meetings.notice-in-time", lead, measured=given, pointer="/planned_on")


def upper_committee_told(meeting: MeetingFacts, law: Law) -> Verdict:
    """Where the local rule asks it, the upper committee was told on an earlier day than that of the assembly."""
    told = law.value(p.NOTIFY_UPPER_IN_ADVANCE, meeting.day)
    if told is None or not told.value or meeting.kind not in VOTES_ON_PEOPLE:
        return SATISFIED
    on = meeting.upper_notified_on
    return judged(
        on is not None and on < meeting.day, "meetings.upper-committee-told", told, measured=on, required=meeting.day
    )


def roll_is_of_the_day(meeting: MeetingFacts) -> Verdict:
    """The roll of electors was frozen as of the very day of the assembly."""
    return require(
        meeting.frozen_on == meeting.day,
        "meetings.roll-is-of-the-day",
        OUR_CHOICE,
        required=meeting.day,
        measured=meeting.frozen_on,
    )


def quorum(meeting: MeetingFacts, law: Law) -> Verdict:
    """More than half of those *entitled* are present; the share is the kind's own. Kinds without a figure are not judged."""
    parameter = _QUORUM.get(meeting.kind)
    if parameter is None:
        return SATISFIED
    share = law.value(parameter, meeting.day)
    if share is None:
        return refused("meetings.no-figure", measured=meeting.day, facts={"parameter": parameter.id})
    return judged(
        exceeds(meeting.present, meeting.entitled, share.value),
        "meetings.quorum",
        share,
        measured=meeting.present,
        required=needed_to_exceed(meeting.entitled, share.value),
        facts={"present": meeting.present, "entitled": meeting.entitled, "share": share.value},
    )


def supervised(meeting: MeetingFacts, law: Law) -> Verdict:
    """As many supervisors came as the local rule asks; without any the assembly is void *under the local rule*."""
    if meeting.kind not in VOTES_ON_PEOPLE:
        return SATISFIED
    fit = [s for s in meeting.supervisors_present if may_supervise(s, meeting)]
    verdict = SATISFIED
    void = law.value(p.VOID_WITHOUT_SUPERVISOR, meeting.day)
    if void is not None and void.value:
        verdict &= judged(bool(fit), "meetings.void-without-supervisor", void, required=1, measured=len(fit))
    least = law.value(p.SUPERVISORS_MIN, meeting.day)
    if least is not None:
        verdict &= judged(len(fit) >= least.value, "meetings.supervisors-min", least, measured=len(fit))
    most = law.value(p.SUPERVISORS_MAX, meeting.day)
    if most is not None:
        verdict &= judged(len(fit) <= most.value, "meetings.supervisors-max", most, measured=len(fit))
    return verdict


def minutes_filed(meeting: MeetingFacts) -> Verdict:
    """The minutes are on file. The step table asks for them (rows 15 and 23)."""
    return require(meeting.minutes_document_id is not None, "meetings.minutes-filed", OUR_CHOICE)


def talks_held(meeting: MeetingFacts, law: Law, until: date | None = None) -> Verdict:
    """Where the local rule asks it, a supervisor who was there has talked with somebody since the vote, and *until* a day.

    The rule gives no number of people, so one talk is enough. It doesn't say which vote it means either: both assemblies
    that vote on people owe the talk (ours, the stricter reading).
    """
    asked = law.value(p.POST_VOTE_TALKS, meeting.day)
    if asked is None or not asked.value or meeting.kind not in VOTES_ON_PEOPLE:
        return SATISFIED
    there = {supervisor.person_id for supervisor in meeting.supervisors_present}
    talks = sum(
        talk.supervisor_id in there and meeting.day <= talk.on and (until is None or talk.on <= until)
        for talk in meeting.talks
    )
    return judged(talks >= 1, "meetings.talks-held", asked, required=1, measured=talks)


def assembly_stands(meeting: MeetingFacts, law: Law) -> Verdict:
    """Gate: the assembly was held to its end, and what was voted in it counts."""
    return is_in_state(meeting, MeetingState.CLOSED) & votes_count(meeting, law)


def votes_count(meeting: MeetingFacts, law: Law) -> Verdict:
    """Join everything that an assembly must show for its votes to count, each with its clause and the assembly's day."""
    return Verdict.all_of(
        (
            notice_in_time(meeting, law),
            upper_committee_told(meeting, law),
            roll_is_of_the_day(meeting),
            quorum(meeting, law),
            supervised(meeting, law),
            tellers_named(meeting),
        )
    )
