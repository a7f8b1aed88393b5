"""Builds the demo county: organisations with their histories and committees, people with their episodes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

import asyncpg

from app.core.clock import Moment
from app.core.crypto import Keys
from app.demo.copying import batches, copy_rows
from app.demo.figures import Figures
from app.demo.ids import SeededIds, citizen_number
from app.demo.people import MadePerson, people
from app.demo.plan import Body, plan_tree
from app.domain.identity.caller import Caller
from app.domain.organisations.facts import Classification, CommitteePost, OrganisationKind, OrganisationState
from app.domain.people.citizen_number import masked
from app.domain.people.facts import MemberStatus, StatusCause
from app.domain.shared.days import add_months, add_years
from app.persistence.models.committees import CommitteeSeat, CommitteeTerm
from app.persistence.models.organisation_history import OrganisationPlacement
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import MembershipEpisode, Person

__all__ = ["WAITING_STEP", "County", "build_county"]

Row = Mapping[str, object]
Progress = Callable[[int], None]
WAITING_STEP = "first_talk"
"""The step of which the act is recorded and which nobody has completed yet, in the case that the first page moves."""
_TERM_YEARS = {Classification.RURAL: 5, Classification.COMMUNITY: 5}


@dataclass
class County:
    """What was built, for whatever is built on it. ``people`` keeps those with a case only (members by branch apart)."""

    today: date
    now: datetime
    tree: list[Body]
    random: Random
    ids: SeededIds
    keys: Keys
    candidates: list[MadePerson] = field(default_factory=list)
    officers: dict[UUID, list[MadePerson]] = field(default_factory=dict)
    """Some full members of each branch, the first one its secretary."""
    parts: dict[UUID, str] = field(default_factory=dict)
    """Who is at work today instead of being told from paper, and in which part (``app.demo.underway``)."""
    accounts: dict[str, Caller] = field(default_factory=dict)
    """The accounts of the first page by their login, as they act."""
    waiting: MadePerson | None = None
    """The applicant whose talk is recorded and whose step waits to be completed: the case that the first page moves."""

    @property
    def front(self) -> Body:
        """The branch of the first page. Raises LookupError before the accounts were written."""
        if self.waiting is None:
            raise LookupError("the accounts come first")
        return self.waiting.branch


async def build_county(
    connection: "asyncpg.Connection[asyncpg.Record]",
    figures: Figures,
    *,
    keys: Keys,
    moment: Moment,
    seed: int,
    progress: Progress,
) -> County:
    """Write the county's organisations and people. ``progress`` is told how many people were written."""
    random = Random(seed)  # noqa: S311 - made-up data, no secret
    today, now = moment.today, moment.now
    ids = SeededIds(random, today)
    tree = plan_tree(figures, random, ids, today)
    county = County(today, now, tree, random, ids, keys)
    await copy_rows(connection, Organisation, [_organisation(body, now) for body in tree])
    await copy_rows(connection, OrganisationPlacement, [_placement(county, body) for body in tree])
    for batch in batches(people(figures, tree, random, ids, today)):
        await copy_rows(connection, Person, [_person(county, person) for person in batch])
        await copy_rows(connection, MembershipEpisode, [e for person in batch for e in _episodes(county, person)])
        for person in batch:
            _keep(county, person)
        progress(len(batch))
    await _committees(connection, county)
    return county


def _keep(county: County, person: MadePerson) -> None:
    if person.status is not MemberStatus.FULL_MEMBER:
        county.candidates.append(person)
    else:
        officers = county.officers.setdefault(person.branch.id, [])
        seasoned = person.converted_on is not None and person.converted_on < add_years(county.today, -4)
        if len(officers) < 8 and seasoned:
            officers.append(person)


def _organisation(body: Body, now: datetime) -> Row:
    return {
        "id": body.id,
        "parent_id": body.parent_id,
        "kind": body.kind.value,
        "level": body.level.value,
        "classification": body.classification.value,
        "code": body.code,
        "name": body.name,
        "short_name": body.name.removesuffix("党支部") if body.kind is OrganisationKind.BRANCH else body.name,
        "approval_power": body.approval_power,
        "state": OrganisationState.ACTIVE.value,
        "founded_on": body.founded_on,
        "units_covered": 1,
        "version": 1,
        "recorded_at": now,
        **body.place.columns(),
    }


def _placement(county: County, body: Body) -> Row:
    row = dict(_organisation(body, county.now))
    for column in ("level", "state", "founded_on", "units_covered", "version"):
        del row[column]
    return {**row, "id": county.ids(), "organisation_id": body.id, "from_on": body.founded_on}


def _person(county: County, person: MadePerson) -> Row:
    number = citizen_number(county.random, person.born_on, woman=person.woman, serial=person.serial)
    phone = f"1990{person.serial % 10_000_000:07d}"
    keys, pinyin = county.keys, person.name.pinyin
    return {
        "id": person.id,
        "name": person.name.name,
        "name_folded": person.name.name,
        "name_pinyin": pinyin.sorting,
        "name_full": pinyin.full,
        "name_initials": pinyin.initials,
        "sex": "female" if person.woman else "male",
        "born_on": person.born_on,
        "ethnic_code": person.ethnic_code,
        "education_code": person.education_code,
        "education_level": person.education.value,
        "occupation": person.occupation.value,
        "sector": person.sector.value,
        "citizen_number": keys.encrypt(person.id, number),
        "citizen_number_index": keys.blind_index(number),
        "citizen_number_mask": masked(number),
        "phone": keys.encrypt(person.id, phone),
        "phone_mask": f"{phone[:3]}****{phone[-4:]}",
        "status": person.status.value,
        "status_since": _since(county, person),
        "is_member": person.joined_on is not None,
        "joined_on": person.joined_on,
        "converted_on": person.converted_on,
        "version": 1,
        "recorded_at": county.now,
        **person.branch.place.columns(),
    }


def _since(county: County, person: MadePerson) -> date:
    return person.converted_on or person.joined_on or county.today - timedelta(days=30)


def _episodes(county: County, person: MadePerson) -> Iterable[Row]:
    """Return the episodes of a member; those on their way get theirs with their case."""
    stretches: list[tuple[MemberStatus, date, date | None]] = []
    if person.status is MemberStatus.FULL_MEMBER and person.joined_on is not None:
        stretches = [
            (MemberStatus.PROBATIONARY, person.joined_on, person.converted_on),
            (MemberStatus.FULL_MEMBER, person.converted_on or person.joined_on, None),
        ]
    for status, from_on, until_on in stretches:
        yield episode_row(county, person, status, from_on, until_on)


def episode_row(
    county: County,
    person: MadePerson,
    status: MemberStatus,
    from_on: date,
    until_on: date | None,
    case_id: UUID | None = None,
) -> Row:
    """Return one membership episode."""
    return {
        "id": county.ids(),
        "person_id": person.id,
        "branch_id": person.branch.id,
        "status": status.value,
        "from_on": from_on,
        "until_on": until_on,
        "cause": (StatusCause.DEVELOPMENT if case_id else StatusCause.TAKEOVER).value,
        "case_id": case_id,
        "recorded_at": county.now,
    }


async def _committees(connection: "asyncpg.Connection[asyncpg.Record]", county: County) -> None:
    """Give every body a committee in its term, seated by its own members."""
    terms: list[Row] = []
    seats: list[Row] = []
    below = _members_below(county)
    for body in county.tree:
        members = below.get(body.id, [])
        if not members:
            continue
        years = _TERM_YEARS.get(body.classification, 5 if body.kind is OrganisationKind.COMMITTEE else 3)
        elected_on = add_months(county.today, -county.random.randrange(2, 12 * years - 1))
        term_id = county.ids()
        terms.append(
            {
                "id": term_id,
                "organisation_id": body.id,
                "elected_on": elected_on,
                "term_years": years,
                "due_on": add_years(elected_on, years),
                "decision_number": f"青组〔{elected_on.year}〕{len(terms) + 1}号",
                "version": 1,
                "recorded_at": county.now,
                **body.place.columns(),
            }
        )
        posts = (CommitteePost.SECRETARY, CommitteePost.ORGANISATION, CommitteePost.PUBLICITY)
        seats += [
            {
                "id": county.ids(),
                "term_id": term_id,
                "person_id": person.id,
                "post": post.value,
                "from_on": elected_on,
                "recorded_at": county.now,
                **body.place.columns(),
            }
            for post, person in zip(posts, members, strict=False)
            if person.converted_on is not None and person.converted_on <= elected_on
        ]
    for batch in batches(terms):
        await copy_rows(connection, CommitteeTerm, batch)
    for batch in batches(seats):
        await copy_rows(connection, CommitteeSeat, batch)


def _members_below(county: County) -> dict[UUID, Sequence[MadePerson]]:
    below: dict[UUID, list[MadePerson]] = {}
    for body in county.tree:
        officers = county.officers.get(body.id, []) if body.kind is OrganisationKind.BRANCH else []
        if not officers:
            continue
        below[body.id] = officers
        for offset, ancestor in enumerate(set(body.place.columns().values()) - {None, body.id}, start=3):
            if ancestor is not None and len(officers) > offset:
                below.setdefault(ancestor, []).append(officers[offset])
    return dict(below.items())
