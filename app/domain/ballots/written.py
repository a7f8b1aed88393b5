"""Written opinions handed in before the meeting, and the count that joins them with the papers.

The 2014 text counts them (secondary material); for 2026 the clause has not been seen, and every verdict that counts one
says so.
"""

from datetime import date
from uuid import UUID

from app.domain.ballots import parameters as p
from app.domain.ballots.facts import Count, Paper
from app.domain.meetings.facts import Attendance, MeetingFacts, MeetingState, Opinion, Standing
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import Verdict, require

__all__ = ["count_of", "written_counts", "written_is_admissible"]


def written_is_admissible(meeting: MeetingFacts, person_id: UUID, candidate_id: UUID, received_on: date) -> Verdict:
    """A written opinion is from somebody entitled who did not come, about a candidate, received before the meeting.

    It is an opinion on what the notice has announced, so that it does not come before the notice. "Before" is the day of the meeting at the latest, since days are all that is recorded; the vote must not have been opened.
    """
    entry = meeting.entry(person_id)
    return Verdict.all_of(
        (
            require(
                meeting.state is MeetingState.CONVENED,
                "ballots.written-before-meeting",
                OUR_CHOICE,
                measured=meeting.state.value,
            ),
            require(
                received_on <= meeting.day,
                "ballots.written-received-before",
                OUR_CHOICE,
                required=meeting.day,
                measured=received_on,
                pointer="/received_on",
            ),
            require(
                received_on >= meeting.noticed_on,
                "ballots.written-after-notice",
                OUR_CHOICE,
                required=meeting.noticed_on,
                measured=received_on,
                pointer="/received_on",
            ),
            require(
                entry is not None and entry.standing is Standing.ENTITLED,
                "ballots.written-by-entitled",
                OUR_CHOICE,
                pointer="/person_id",
            ),
            require(
                entry is None or entry.attendance is not Attendance.PRESENT,
                "ballots.written-by-absent",
                OUR_CHOICE,
                pointer="/person_id",
            ),
            require(
                meeting.concerns(candidate_id), "ballots.candidate-of-meeting", OUR_CHOICE, pointer="/candidate_id"
            ),
        )
    )


def written_counts(law: Law, on: date) -> bool:
    """Tell whether written opinions count on *on* (for 2026 the source has not been seen, and the value says so)."""
    return law.flag(p.WRITTEN_OPINION_COUNTS, on)


def count_of(meeting: MeetingFacts, candidate_id: UUID, papers: Paper, law: Law) -> Count:
    """Join the tellers' papers with the roll's own figures. Raises Invalid when they can't belong together."""
    opinions = [
        opinion.opinion
        for opinion in meeting.written_on(candidate_id)
        if (entry := meeting.entry(opinion.person_id)) is not None
        and entry.standing is Standing.ENTITLED
        and not entry.has_vote_here
    ]
    if not written_counts(law, meeting.day):
        opinions = []
    return Count(
        meeting.entitled,
        meeting.present,
        papers,
        opinions.count(Opinion.APPROVE),
        opinions.count(Opinion.AGAINST),
        opinions.count(Opinion.ABSTAIN),
    )
