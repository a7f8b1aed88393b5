"""Whether a meeting stands, judged on what is recorded now by the law of its own day."""

from uuid import UUID

from app.domain.meetings.rules import assembly_stands, minutes_filed, talks_held
from app.domain.shared.verdict import Verdict
from app.persistence.repositories.meetings import MeetingRepository, meeting_facts
from app.persistence.uow import UnitOfWork
from app.services.meetings._common import law_of

__all__ = ["standing"]


async def standing(uow: UnitOfWork, meeting_id: UUID) -> Verdict:
    """Return every condition of a meeting: whether it stands, the talks after the vote, the minutes."""
    meeting = await uow.repository(MeetingRepository).load(meeting_id)
    law = await law_of(uow, meeting)
    facts = meeting_facts(meeting)
    return assembly_stands(facts, law) & talks_held(facts, law) & minutes_filed(facts)
