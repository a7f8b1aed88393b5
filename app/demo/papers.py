"""What paper tells of a case: who acts in it, the facts up to where the person stands, and the file that the engine judges."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from app.demo.county import County
from app.demo.forms import Register
from app.demo.histories import Actors, history
from app.demo.people import MadePerson
from app.demo.plan import Body
from app.demo.underway.chosen import STRETCHES, Part
from app.domain.development.casefile import CaseFile, PersonHistory
from app.domain.development.facts import KINDS, Fact, decode
from app.domain.organisations.facts import OrganisationFacts, OrganisationKind
from app.domain.people.facts import Episode, MemberStatus, PersonFacts, Sex

__all__ = [
    "actors_of",
    "facts_of",
    "file_of",
]


_LAST_KIND = {
    MemberStatus.APPLICANT: ("first_talk", "recommendation"),
    MemberStatus.ACTIVIST: ("cultivation_conclusion", "opinions_heard"),
    MemberStatus.DEVELOPMENT_OBJECT: ("paper_assembly", "admission_talk"),
    MemberStatus.PROBATIONARY: ("probation_review", ""),
}
"""For each status: the last kind of fact that a case of it may have reached, and the first it may not."""

_NEGLECTED = {MemberStatus.APPLICANT: "first_talk", MemberStatus.ACTIVIST: "half_yearly_review"}
"""A neglected case has this act of it left undone: the last one that should have been done."""

_WAITING_DAYS = 29

_ANCHOR = {
    MemberStatus.APPLICANT: ("application_letter", 3, 75),
    MemberStatus.ACTIVIST: ("activist_determination", 12, 330),
    MemberStatus.DEVELOPMENT_OBJECT: ("object_filing", 2, 130),
}
"""The fact that made the person what he is, and how many days ago it may have been."""


def actors_of(county: County, person: MadePerson, register: Register) -> Actors:
    """Return who acts in a person's case: the officers of the branch, its committee and the county."""
    officers = county.officers[person.branch.id]
    place = person.branch.place
    return Actors(
        branch=person.branch.id,
        committee=place.committee_id or person.branch.id,
        county=place.county_id or person.branch.id,
        contacts=(officers[1].id, officers[2].id),
        secretary=officers[0].id,
        organiser=officers[-1].id,
        serial=person.serial,
        branch_members=max(5, len(officers) * 3),
        form_number=str(register.peek(place.committee_id or person.branch.id)),
    )


def facts_of(county: County, person: MadePerson, who: Actors) -> tuple[Fact, ...]:
    """Return the facts up to where the person's status lets the case have come, none in the future."""
    told = list(history(county.random, date(2020, 1, 6), who))
    if person.joined_on is not None:
        anchor, anchored_on = "paper_assembly", person.joined_on
    else:
        anchor, least, most = _ANCHOR[person.status]
        if _beside_the_waiting(county, person):
            least = _WAITING_DAYS
        days = _WAITING_DAYS if person is county.waiting else county.random.randrange(least, most)
        anchored_on = county.today - timedelta(days=days)
    stop = _LAST_KIND[person.status][1]
    if person.id in county.parts:
        stretch = STRETCHES[Part(county.parts[person.id])]
        anchor, anchored_on, stop = stretch.anchor, county.today - timedelta(days=stretch.days_ago), stretch.until
    shift = anchored_on - next(item.on for item in told if item.kind == anchor)
    missed = _missed(county, person, [item.kind for item in told if item.on + shift <= county.today])
    facts: list[Fact] = []
    for number, item in enumerate(told):
        on = item.on + shift
        if number == missed:
            break
        if item.kind == stop or on > county.today:
            break
        data = decode(KINDS[item.kind], {key: _shifted(value, shift) for key, value in item.data.items()})
        facts.append(Fact(county.ids(), data, on, county.now))
    return tuple(facts)


def _missed(county: County, person: MadePerson, done: list[str]) -> int | None:
    """Return the place in the history of what was neglected."""
    kind = _NEGLECTED.get(person.status)
    if not person.is_neglected or kind is None or kind not in done or _beside_the_waiting(county, person):
        return None
    return None if person is county.waiting else len(done) - 1 - done[::-1].index(kind)


def _beside_the_waiting(county: County, person: MadePerson) -> bool:
    """Tell whether somebody applied in the branch of the first page: that page moves the only case that waits there."""
    front = county.waiting
    return front is not None and person is not front and person.branch is front.branch


def _shifted(value: object, shift: timedelta) -> object:
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return (date.fromisoformat(value) + shift).isoformat()
    return value


def file_of(
    county: County, person: MadePerson, case_id: UUID, facts: Sequence[Fact], bodies: Mapping[UUID, Body]
) -> CaseFile:
    """Return the file of a case that begins with these facts, before any step was judged."""
    officers = county.officers[person.branch.id]
    wanted = [bodies[i] for i in person.branch.place.columns().values() if i is not None]
    opened_on = facts[0].happened_on if facts else county.today
    return CaseFile(
        case_id,
        PersonFacts(
            person.id,
            person.name.name,
            Sex.FEMALE if person.woman else Sex.MALE,
            person.born_on,
            MemberStatus.REGISTERED,
            person.branch.id,
        ),
        person.branch.id,
        opened_on,
        facts=tuple(facts),
        people={o.id: _member(o) for o in officers},
        bodies={body.id: _body(body, bodies) for body in wanted},
        has_groups=False,
    )


def _member(person: MadePerson) -> PersonHistory:
    since = person.converted_on or date(2000, 1, 1)
    return PersonHistory(
        person.id, person.name.name, (Episode(person.id, person.branch.id, MemberStatus.FULL_MEMBER, since),)
    )


def _body(body: Body, bodies: Mapping[UUID, Body]) -> OrganisationFacts:
    parent = bodies.get(body.parent_id) if body.parent_id else None
    return OrganisationFacts(
        body.id,
        body.name,
        OrganisationKind(body.kind),
        body.classification,
        body.place,
        body.approval_power,
        parent_id=body.parent_id,
        parent_kind=parent.kind if parent else None,
        parent_classification=parent.classification if parent else None,
        founded_on=body.founded_on,
    )
