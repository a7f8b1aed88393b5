"""Who may sit in which chair of an assembly: supervisors and tellers.

The street practice sends supervisors from the upper committee; that they are not of that branch, and that nobody watches
or counts himself, is what supervision and counting mean — our own wording, no clause that we have seen says it.
"""

from uuid import UUID

from app.domain.meetings.facts import VOTES_ON_PEOPLE, MeetingFacts, SupervisorFacts
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.verdict import SATISFIED, Verdict, require

__all__ = ["TELLERS_NEEDED", "may_count", "may_supervise", "tellers_named"]

TELLERS_NEEDED = 2
"""Two people count independently: our own safeguard, no clause that we have seen gives a number."""


def may_supervise(supervisor: SupervisorFacts, meeting: MeetingFacts) -> Verdict:
    """A supervisor comes from above, is not of that branch, and watches neither himself nor his own counting."""
    facts = {"person": supervisor.person_id}
    return Verdict.all_of(
        (
            require(
                supervisor.from_upper_committee,
                "meetings.supervisor-from-above",
                OUR_CHOICE,
                pointer="/sent_by",
                facts=facts,
            ),
            require(
                not supervisor.belongs_to_branch,
                "meetings.supervisor-not-of-branch",
                OUR_CHOICE,
                pointer="/person_id",
                facts=facts,
            ),
            require(
                not meeting.concerns(supervisor.person_id),
                "meetings.supervisor-not-candidate",
                OUR_CHOICE,
                pointer="/person_id",
                facts=facts,
            ),
            require(
                all(teller.person_id != supervisor.person_id for teller in meeting.tellers),
                "meetings.supervisor-not-teller",
                OUR_CHOICE,
                pointer="/person_id",
                facts=facts,
            ),
        )
    )


def may_count(person_id: UUID, meeting: MeetingFacts) -> Verdict:
    """A teller is present with the vote, is not a candidate and does not supervise the same count."""
    facts = {"person": person_id}
    entry = meeting.entry(person_id)
    return Verdict.all_of(
        (
            require(
                not meeting.concerns(person_id),
                "meetings.teller-not-candidate",
                OUR_CHOICE,
                pointer="/person_ids",
                facts=facts,
            ),
            require(
                entry is not None and entry.has_vote_here,
                "meetings.teller-has-vote",
                OUR_CHOICE,
                pointer="/person_ids",
                facts=facts,
            ),
            require(
                all(supervisor.person_id != person_id for supervisor in meeting.supervisors),
                "meetings.teller-not-supervisor",
                OUR_CHOICE,
                pointer="/person_ids",
                facts=facts,
            ),
        )
    )


def tellers_named(meeting: MeetingFacts) -> Verdict:
    """Two different people count, each of them fit for it."""
    if meeting.kind not in VOTES_ON_PEOPLE:
        return SATISFIED
    persons = {teller.person_id for teller in meeting.tellers}
    enough = require(
        len(persons) >= TELLERS_NEEDED,
        "meetings.tellers-named",
        OUR_CHOICE,
        required=TELLERS_NEEDED,
        measured=len(persons),
    )
    return Verdict.all_of((enough, *(may_count(person, meeting) for person in sorted(persons))))
