"""Correcting the history of a membership: the first day of an episode was recorded wrongly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app.core.ids import new_id
from app.domain.people.facts import MemberStatus
from app.domain.shared.errors import Conflict, FieldError, Invalid, NotFound
from app.persistence.models.people import MembershipEpisode, Person, PersonCorrection
from app.persistence.repositories.people import PersonRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["CorrectionShown", "correct_episode", "corrections_of"]

_HIDDEN = frozenset({"citizen_number", "phone"})


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """A correction as it is shown: numbers stay hidden."""

    id: UUID
    field: str
    old_value: str | None
    new_value: str | None
    reason: str
    episode_id: UUID | None
    recorded_at: str


async def correct_episode(
    uow: UnitOfWork, person_id: UUID, episode_id: UUID, from_on: date, *, reason: str, expected_version: int
) -> Person:
    """Give an episode another first day; the one before ends there. Both old rows stay as annulled history.

    What follows on the person's row (status since, day of joining, day of conversion) follows where it was the same day.
    """
    people = uow.repository(PersonRepository)
    person = await people.get(person_id, expected_version=expected_version, lock=True)
    episodes = list(await people.episodes(person_id))
    index = next((i for i, episode in enumerate(episodes) if episode.id == episode_id), None)
    if index is None:
        raise NotFound("people.episode.not-found")
    episode, before = episodes[index], episodes[index - 1] if index else None
    _judge(uow, person, episode, before, from_on)
    old = episode.from_on
    moved = [(episode, from_on, episode.until_on)]
    if before is not None and (before.until_on == old or (before.until_on or old) > from_on):
        moved.insert(0, (before, before.from_on, from_on))
    copies = []
    for row, first, end in moved:
        row.annulled_at, row.annulled_by, row.annul_reason = uow.now, uow.actor_id, reason
        copies.append(_copy(uow, row, first, end))
    await uow.flush()  # the annulled rows leave the overlap constraint before the right ones enter it
    uow.session.add_all(copies)
    _follow(person, episode, old, from_on, last=index == len(episodes) - 1)
    uow.session.add(_correction(uow, person, episode, old, from_on, reason))
    uow.emit(
        "people:episode:correct",
        person,
        before={"episode_id": episode.id, "from_on": old},
        after={"episode_id": copies[-1].id, "from_on": from_on},
        details={"person_id": person.id, "from": old, "to": from_on},
        event_type="people.episode.corrected",
    )
    return person


def _judge(
    uow: UnitOfWork, person: Person, episode: MembershipEpisode, before: MembershipEpisode | None, from_on: date
) -> None:
    if from_on > uow.today:
        raise Invalid(FieldError("/from_on", "field.future-day"))
    if from_on < person.born_on:
        raise Invalid(FieldError("/from_on", "people.joined-before-birth"))
    if from_on == episode.from_on:
        raise Conflict("people.nothing-changed")
    if (episode.until_on is not None and from_on >= episode.until_on) or (
        before is not None and from_on <= before.from_on
    ):
        raise Conflict("people.episode-overlap", pointer="/from_on", facts={"measured": episode.from_on})


def _copy(uow: UnitOfWork, row: MembershipEpisode, from_on: date, until_on: date | None) -> MembershipEpisode:
    return MembershipEpisode(
        id=new_id(),
        person_id=row.person_id,
        branch_id=row.branch_id,
        status=row.status,
        left_kind=row.left_kind,
        from_on=from_on,
        until_on=until_on,
        cause=row.cause,
        case_id=row.case_id,
        decision_number=row.decision_number,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
    )


def _follow(person: Person, episode: MembershipEpisode, old: date, new: date, *, last: bool) -> None:
    if last and person.status_since == old:
        person.status_since = new
    if episode.status == MemberStatus.PROBATIONARY.value and person.joined_on == old:
        person.joined_on = new
    if episode.status == MemberStatus.FULL_MEMBER.value and person.converted_on == old:
        person.converted_on = new
    flag_modified(person, "status_since")  # the history belongs to the person: its version counts up


def _correction(
    uow: UnitOfWork, person: Person, episode: MembershipEpisode, old: date, new: date, reason: str
) -> PersonCorrection:
    own_id = new_id()
    return PersonCorrection(
        id=own_id,
        person_id=person.id,
        field="episode.from_on",
        old_value=uow.keys.encrypt(own_id, old.isoformat()),
        new_value=uow.keys.encrypt(own_id, new.isoformat()),
        reason=reason,
        episode_id=episode.id,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        **place_of(person).columns(),
    )


async def corrections_of(uow: UnitOfWork, person_id: UUID) -> Sequence[CorrectionShown]:
    """Return what was corrected of a person, in order; citizen numbers and telephones stay hidden."""
    await uow.repository(PersonRepository).get(person_id)
    statement = select(PersonCorrection).where(PersonCorrection.person_id == person_id).order_by(PersonCorrection.id)

    def shown(row: PersonCorrection, blob: bytes | None) -> str | None:
        if blob is None:
            return None
        return "***" if row.field in _HIDDEN else uow.keys.decrypt(row.id, blob)

    return [
        CorrectionShown(
            row.id,
            row.field,
            shown(row, row.old_value),
            shown(row, row.new_value),
            row.reason,
            row.episode_id,
            row.recorded_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        for row in (await uow.session.scalars(statement)).all()
    ]
