"""The people of the demo county: members with the published shares, and those on their way to membership."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from app.demo.figures import Figures
from app.demo.ids import SeededIds
from app.demo.names import MadeName, Names
from app.demo.plan import Body
from app.domain.organisations.facts import Classification, OrganisationKind
from app.domain.people.codes import EducationLevel, Occupation, Sector
from app.domain.people.facts import MemberStatus
from app.domain.shared.days import add_months, add_years

__all__ = ["MadePerson", "people"]

_LEVELS_UP = (
    (EducationLevel.POSTGRADUATE, "14", 3),
    (EducationLevel.UNDERGRADUATE, "21", 30),
    (EducationLevel.COLLEGE, "31", 30),
    (EducationLevel.SECONDARY_VOCATIONAL, "41", 12),
    (EducationLevel.SENIOR_SECONDARY, "61", 25),
)
_LEVELS_BELOW = ((EducationLevel.JUNIOR_SECONDARY, "71", 75), (EducationLevel.PRIMARY, "81", 25))
_SECTOR: dict[Classification, Sector] = {
    Classification.RURAL: Sector.RURAL,
    Classification.COMMUNITY: Sector.COMMUNITY,
    Classification.INSTITUTION: Sector.INSTITUTION,
    Classification.PUBLIC_UNIT: Sector.PUBLIC_UNIT,
    Classification.SCHOOL: Sector.SCHOOL,
    Classification.STATE_FIRM: Sector.STATE_FIRM,
    Classification.PRIVATE_FIRM: Sector.PRIVATE_FIRM,
    Classification.SOCIAL_ORGANISATION: Sector.SOCIAL_ORGANISATION,
    Classification.RETIRED: Sector.RETIRED,
}
_OCCUPATION: dict[Sector, Occupation] = {
    Sector.RURAL: Occupation.FARMER,
    Sector.COMMUNITY: Occupation.WORKER,
    Sector.INSTITUTION: Occupation.OFFICIAL,
    Sector.PUBLIC_UNIT: Occupation.PROFESSIONAL,
    Sector.SCHOOL: Occupation.PROFESSIONAL,
    Sector.STATE_FIRM: Occupation.WORKER,
    Sector.PRIVATE_FIRM: Occupation.MANAGER,
    Sector.SOCIAL_ORGANISATION: Occupation.OTHER,
    Sector.RETIRED: Occupation.RETIRED,
}
_NEGLECTED_ONE_IN = 14
_HAN, _OTHERS = "01", ("03", "05", "06", "07", "08", "12", "15")


@dataclass(slots=True)
class MadePerson:
    """One person of the county."""

    id: UUID
    serial: int
    name: MadeName
    woman: bool
    born_on: date
    branch: Body
    status: MemberStatus
    education: EducationLevel
    education_code: str
    sector: Sector
    occupation: Occupation
    ethnic_code: str
    joined_on: date | None = None
    converted_on: date | None = None

    @property
    def is_neglected(self) -> bool:
        """Tell whether the branch is behind with this case: in a county of every day some talks and reviews are late."""
        return self.serial % _NEGLECTED_ONE_IN == 0


def people(figures: Figures, tree: Sequence[Body], random: Random, ids: SeededIds, today: date) -> Iterator[MadePerson]:
    """Yield every person, branch by branch; the published counts are met exactly."""
    names = Names(random)
    branches = [body for body in tree if body.kind is OrganisationKind.BRANCH]
    rural = [body for body in branches if body.is_rural]
    others = [body for body in branches if not body.is_rural]
    homes = _spread(rural, figures.rural, random) + _spread(others, figures.members - figures.rural, random)
    count = len(homes)
    young = _chosen(count, figures.under_35, random, lambda i: 0.15 * (not homes[i].is_rural))
    women = _chosen(count, figures.women, random, lambda i: 0.2 * (i in young))
    educated = _chosen(
        count, figures.senior_secondary_up, random, lambda i: 0.5 * (not homes[i].is_rural) + 0.4 * (i in young)
    )
    probationary = _chosen(count, figures.probationary, random, lambda i: 1.0 * (i in young))
    serial = 0
    for index in range(count):
        serial += 1
        born_on = _birth(random, today, young=index in young, newcomer=index in probationary)
        yield _person(
            ids,
            names,
            random,
            today,
            serial,
            homes[index],
            born_on,
            MemberStatus.PROBATIONARY if index in probationary else MemberStatus.FULL_MEMBER,
            woman=index in women,
            educated=index in educated,
        )
    for status, number in (
        (MemberStatus.DEVELOPMENT_OBJECT, figures.development_objects),
        (MemberStatus.ACTIVIST, figures.activists),
        (MemberStatus.APPLICANT, figures.applicants),
    ):
        for place in range(number):
            serial += 1
            home = branches[(place * 7 + serial) % len(branches)]
            born_on = add_years(today, -random.randrange(20, 46)) - timedelta(days=random.randrange(1, 365))
            yield _person(
                ids,
                names,
                random,
                today,
                serial,
                home,
                born_on,
                status,
                woman=random.random() < 0.35,
                educated=random.random() < 0.85,
            )


def _spread(branches: Sequence[Body], members: int, random: Random) -> list[Body]:
    """Return a home for each member, every branch with at least three where the members suffice."""
    weights = [random.uniform(0.45, 1.55) for _ in branches]
    least = min(3, members // max(1, len(branches)))
    homes = [branch for branch in branches for _ in range(least)]
    homes += random.choices(branches, weights, k=members - len(homes))
    return homes


def _chosen(count: int, number: int, random: Random, leaning: "object") -> frozenset[int]:
    """Return exactly *number* of *count* indexes, leaning towards some."""
    lean = leaning if callable(leaning) else (lambda _: 0.0)
    ranked = sorted(range(count), key=lambda i: -(random.random() + lean(i)))
    return frozenset(ranked[:number])


def _birth(random: Random, today: date, *, young: bool, newcomer: bool) -> date:
    if young:
        years = random.randrange(22 if not newcomer else 21, 34)
    else:
        years = 35 + int(min(random.expovariate(1 / 18), 59)) if not newcomer else random.randrange(36, 48)
    return add_years(today, -years) - timedelta(days=random.randrange(1, 364))


def _person(
    ids: SeededIds,
    names: Names,
    random: Random,
    today: date,
    serial: int,
    home: Body,
    born_on: date,
    status: MemberStatus,
    *,
    woman: bool,
    educated: bool,
) -> MadePerson:
    rows = _LEVELS_UP if educated else _LEVELS_BELOW
    level, code, _ = random.choices(rows, [row[2] for row in rows])[0]
    sector = _SECTOR.get(home.classification, Sector.OTHER)
    person = MadePerson(
        ids(),
        serial,
        names.person(woman=woman),
        woman,
        born_on,
        home,
        status,
        level,
        code,
        sector,
        _OCCUPATION.get(sector, Occupation.OTHER),
        _HAN if random.random() < 0.93 else random.choice(_OTHERS),
    )
    if status is MemberStatus.PROBATIONARY:
        person.joined_on = today - timedelta(days=random.randrange(45, 360))
    elif status is MemberStatus.FULL_MEMBER:
        earliest = add_years(born_on, 20)
        latest = add_months(today, -16)
        person.joined_on = earliest + timedelta(days=random.randrange(0, max(1, (latest - earliest).days)))
        person.converted_on = add_months(person.joined_on, 12)
    return person
