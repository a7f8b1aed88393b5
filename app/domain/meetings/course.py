"""The course of a meeting: convene, open, close, break off, call again. Whether it stands is judged in ``rules``."""

from datetime import date

from app.domain.meetings import parameters as p
from app.domain.meetings.facts import (
    ASSEMBLIES,
    VOTES_ON_PEOPLE,
    AbortFacts,
    AbortGround,
    MeetingFacts,
    MeetingState,
    Standing,
)
from app.domain.meetings.rules import is_in_state, notice_in_time, quorum, roll_is_of_the_day
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import SATISFIED, Verdict, judged, refused, require

__all__ = [
    "abort_follows",
    "may_abort",
    "may_close",
    "may_convene",
    "may_open",
    "may_reconvene",
    "not_before_named_day",
]


def may_convene(meeting: MeetingFacts, law: Law) -> Verdict:
    """Judge giving notice: an assembly about people names them, each once, and its notice is in time."""
    persons = [candidate.person_id for candidate in meeting.candidates]
    named = require(
        bool(persons) or meeting.kind not in VOTES_ON_PEOPLE,
        "meetings.candidates-named",
        OUR_CHOICE,
        pointer="/candidates",
    )
    once = require(
        len(persons) == len(set(persons)), "meetings.candidate-named-once", OUR_CHOICE, pointer="/candidates"
    )
    return named & once & notice_in_time(meeting, law)


def _attendance_complete(meeting: MeetingFacts) -> Verdict:
    unknown = sum(entry.standing is Standing.ENTITLED and entry.attendance is None for entry in meeting.roll)
    return require(unknown == 0, "meetings.attendance-complete", OUR_CHOICE, required=0, measured=unknown)


def _chaired(meeting: MeetingFacts) -> Verdict:
    chair = meeting.chair_id
    entry = meeting.entry(chair) if chair is not None else None
    other = chair is not None and not meeting.concerns(chair)
    return require(
        other and (meeting.kind not in ASSEMBLIES or (entry is not None and entry.has_vote_here)),
        "meetings.chaired",
        OUR_CHOICE,
        measured=chair,
        pointer="/chair_id",
    )


def may_open(meeting: MeetingFacts, law: Law) -> Verdict:
    """Judge opening the meeting: roll of the day, everybody's attendance known, a chair, and the quorum.

    Missing supervisors do not stop it here: an assembly that met without them is recorded as it was, and is void.
    """
    assembly = SATISFIED
    if meeting.kind in ASSEMBLIES:
        assembly = roll_is_of_the_day(meeting) & _attendance_complete(meeting) & quorum(meeting, law)
    return is_in_state(meeting, MeetingState.CONVENED) & assembly & _chaired(meeting)


def may_close(meeting: MeetingFacts, open_ballots: int, unvoted: int) -> Verdict:
    """Judge closing: in session, and every candidate's ballot has been closed."""
    return Verdict.all_of(
        (
            is_in_state(meeting, MeetingState.IN_SESSION),
            require(open_ballots == 0, "meetings.ballots-closed", OUR_CHOICE, required=0, measured=open_ballots),
            require(
                unvoted == 0 or meeting.kind not in VOTES_ON_PEOPLE,
                "meetings.every-candidate-voted",
                OUR_CHOICE,
                required=0,
                measured=unvoted,
            ),
        )
    )


def may_abort(meeting: MeetingFacts, abort: AbortFacts, law: Law) -> Verdict:
    """Judge breaking off: not before the meeting's day, for a want that was there, and always with a reason.

    A supervisor needs the right that the local rule gives and must be present.
    """
    verdict = is_in_state(meeting, MeetingState.CONVENED, MeetingState.IN_SESSION) & abort_follows(abort)
    verdict &= require(
        abort.on >= meeting.day,
        "meetings.abort-on-its-day",
        OUR_CHOICE,
        required=meeting.day,
        measured=abort.on,
        pointer="/happened_on",
    )
    if abort.ground is AbortGround.NO_QUORUM and meeting.frozen_on is not None:
        verdict &= require(
            not (_attendance_complete(meeting) and quorum(meeting, law)),
            "meetings.quorum-was-there",
            OUR_CHOICE,
            measured=meeting.present,
            pointer="/ground",
            facts={"present": meeting.present, "entitled": meeting.entitled},
        )
    verdict &= require(bool(abort.reason.strip()), "meetings.abort-reason", OUR_CHOICE, pointer="/reason")
    if abort.ground is not AbortGround.SUPERVISOR:
        return verdict
    right = law.value(p.SUPERVISOR_MAY_SUSPEND, meeting.day)
    if right is None or not right.value:
        verdict &= refused("meetings.supervisor-may-suspend", OUR_CHOICE, required=True, measured=False)
    else:
        verdict &= judged(True, "meetings.supervisor-may-suspend", right, measured=True)
    there = any(supervisor.person_id == abort.by_supervisor for supervisor in meeting.supervisors_present)
    return verdict & require(there, "meetings.abort-by-present-supervisor", OUR_CHOICE, measured=abort.by_supervisor)


def abort_follows(abort: AbortFacts) -> Verdict:
    """The assembly is held again on another, later day; the local rule names no limit.

    A supervisor who suspends it names the day; the branch that breaks its own meeting off may leave it open.
    """
    open_yet = abort.again_on is None and abort.ground is not AbortGround.SUPERVISOR
    return require(
        open_yet or (abort.again_on is not None and abort.again_on > abort.on),
        "meetings.again-on-later-day",
        OUR_CHOICE,
        required=abort.on,
        measured=abort.again_on,
        pointer="/again_on",
    )


def not_before_named_day(planned_on: date, named: date | None) -> Verdict:
    """An assembly that a supervisor suspended is not held before the day that he named for it: ours, the local rule only
    has it held on another day."""
    if named is None:
        return SATISFIED
    return require(
        planned_on >= named,
        "meetings.again-before-named-day",
        OUR_CHOICE,
        required=named,
        measured=planned_on,
        pointer="/planned_on",
    )


def _later_day_explained(aborted: MeetingFacts, again_on: date, reason: str | None) -> Verdict:
    """A later day than the one that the supervisor named is explained (ours); a branch is not bound by its own word."""
    abort = aborted.abort
    if abort is None or abort.ground is not AbortGround.SUPERVISOR or abort.again_on is None:
        return SATISFIED
    return require(
        again_on <= abort.again_on or bool(reason),
        "meetings.again-later-explained",
        OUR_CHOICE,
        required=abort.again_on,
        measured=again_on,
        pointer="/reason",
    )


def may_reconvene(
    aborted: MeetingFacts,
    again_on: date,
    noticed_on: date,
    told_on: date | None,
    *,
    already: bool,
    reason: str | None = None,
) -> Verdict:
    """Judge calling the assembly again: broken off, once, for a later day, and with a notice of its own.

    Notice given before the assembly was broken off was notice of that one; the same holds for telling the committee.
    """
    last = aborted.abort.on if aborted.abort is not None else aborted.day
    return Verdict.all_of(
        (
            is_in_state(aborted, MeetingState.ABORTED),
            require(not already, "meetings.reconvened-once", OUR_CHOICE),
            require(
                again_on > last,
                "meetings.again-on-later-day",
                OUR_CHOICE,
                required=last,
                measured=again_on,
                pointer="/planned_on",
            ),
            require(
                noticed_on >= last,
                "meetings.noticed-again",
                OUR_CHOICE,
                required=last,
                measured=noticed_on,
                pointer="/noticed_on",
            ),
            require(
                told_on is None or told_on >= last,
                "meetings.noticed-again",
                OUR_CHOICE,
                required=last,
                measured=told_on,
                pointer="/upper_notified_on",
            ),
            _later_day_explained(aborted, again_on, reason),
        )
    )
