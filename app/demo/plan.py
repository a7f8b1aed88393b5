"""The tree of the demo county: committees, general branches and branches of every classification."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from app.demo.figures import Figures
from app.demo.ids import SeededIds
from app.demo.names import Names
from app.domain.organisations.facts import LEVEL_OF, Classification, OrganisationKind
from app.domain.organisations.levels import SCOPE_COLUMN, Level, Place

__all__ = ["Body", "plan_tree"]

C, K = Classification, OrganisationKind

_COMMITTEES: tuple[tuple[Classification, int, str], ...] = (
    (C.TOWNSHIP, 14, "{town}镇党委"),
    (C.STREET, 3, "{town}街道党工委"),
    (C.SYSTEM, 9, "{office}系统党委"),
    (C.INSTITUTION, 4, "{office}局党委"),
    (C.SCHOOL, 3, "{unit}党委"),
    (C.STATE_FIRM, 4, "{unit}党委"),
    (C.PRIVATE_FIRM, 2, "{unit}党委"),
)
_BRANCHES_OF: dict[Classification, tuple[Classification, ...]] = {
    C.TOWNSHIP: (C.RURAL,),
    C.STREET: (C.COMMUNITY, C.COMMUNITY, C.RETIRED),
    C.SYSTEM: (C.PUBLIC_UNIT, C.INSTITUTION),
    C.INSTITUTION: (C.INSTITUTION, C.RETIRED),
    C.SCHOOL: (C.SCHOOL,),
    C.STATE_FIRM: (C.STATE_FIRM, C.RETIRED),
    C.PRIVATE_FIRM: (C.PRIVATE_FIRM, C.SOCIAL_ORGANISATION),
}
_RURAL_SHARE = 0.505
"""Of the branches, so that rural branches and others come out about equally large."""


@dataclass(slots=True)
class Body:
    """An organisation of the plan."""

    id: UUID
    kind: OrganisationKind
    classification: Classification
    code: str
    name: str
    founded_on: date
    place: Place
    parent_id: UUID | None
    approval_power: bool = False

    @property
    def level(self) -> Level:
        """The level of the tree."""
        return LEVEL_OF[self.kind] or Level.GROUP

    @property
    def is_rural(self) -> bool:
        """Whether its members count as rural."""
        return self.classification is Classification.RURAL


def plan_tree(figures: Figures, random: Random, ids: SeededIds, today: date) -> list[Body]:
    """Return the county and everything under it, parents before children; every body was founded well before *today*."""
    names = Names(random)
    founded = _Founded(random, min(2018, today.year - 6))
    county = _body(ids(), K.COUNTY_COMMITTEE, C.COUNTY, "QH", "青禾县委", date(1949, 10, 1), None)
    tree = [county]
    committees = [_committee(ids, names, number, founded, county) for number in range(figures.committees)]
    tree += committees
    rural = [body for body in committees if body.classification is C.TOWNSHIP]
    others = [body for body in committees if body.classification is not C.TOWNSHIP]
    general: list[Body] = []
    for number in range(figures.general_branches):
        parent = (rural if number % 2 else others)[(number // 2) % len(rural if number % 2 else others)]
        classification = next(iter(_BRANCHES_OF[parent.classification]))
        general.append(
            _body(
                ids(),
                K.GENERAL_BRANCH,
                classification,
                f"{parent.code}-Z{number:03d}",
                f"{_stem(parent)}{names.village(number)}党总支",
                founded(),
                parent,
            )
        )
    tree += general
    tree += _branches(figures, random, ids, names, founded, rural, others, general)
    return tree


def _committee(ids: SeededIds, names: Names, number: int, founded: "_Founded", county: Body) -> Body:
    cycle = [row for row in _COMMITTEES for _ in range(row[1])]
    classification, _, title = cycle[(number * 5) % len(cycle)] if number < len(cycle) else cycle[number % len(cycle)]
    name = title.format(town=names.town(number), office=names.office(number), unit=names.unit(number))
    return _body(
        ids(), K.COMMITTEE, classification, f"QH{number + 1:04d}", name, founded(), county, approval_power=True
    )


def _branches(
    figures: Figures,
    random: Random,
    ids: SeededIds,
    names: Names,
    founded: "_Founded",
    rural: list[Body],
    others: list[Body],
    general: list[Body],
) -> Iterator[Body]:
    below: dict[UUID, list[Body]] = {}
    for body in general:
        below.setdefault(body.parent_id or body.id, []).append(body)
    rural_branches = max(2, round(figures.branches * _RURAL_SHARE))
    for number in range(figures.branches):
        towns = rural if number < rural_branches else others
        committee = towns[number % len(towns)]
        options = below.get(committee.id, [])
        parent = random.choice(options) if options and random.random() < 0.3 else committee
        classifications = _BRANCHES_OF[committee.classification]
        classification = classifications[number % len(classifications)]
        within = number // len(towns)
        name = _branch_name(committee, classification, names, number, within)
        yield _body(ids(), K.BRANCH, classification, f"{committee.code}-{within + 1:04d}", name, founded(), parent)


def _branch_name(committee: Body, classification: Classification, names: Names, number: int, within: int) -> str:
    if classification is C.RURAL:
        return f"{_stem(committee)}{names.village(within)}村党支部"
    if classification is C.COMMUNITY:
        return f"{_stem(committee)}{names.village(within)}社区党支部"
    if classification is C.RETIRED:
        return f"{_stem(committee)}离退休第{within + 1}党支部"
    return f"{_stem(committee)}{names.unit(number)}党支部"


def _stem(body: Body) -> str:
    return body.name.removesuffix("党工委").removesuffix("党委").removesuffix("党总支")


@dataclass(frozen=True, slots=True)
class _Founded:
    """Days of founding, none later than a year."""

    random: Random
    last_year: int

    def __call__(self) -> date:
        random = self.random
        return date(random.randrange(1951, self.last_year + 1), random.randrange(1, 13), random.randrange(1, 29))


def _body(
    own_id: UUID,
    kind: OrganisationKind,
    classification: Classification,
    code: str,
    name: str,
    founded_on: date,
    parent: Body | None,
    *,
    approval_power: bool = False,
) -> Body:
    columns = (parent.place if parent else Place()).columns()
    level = LEVEL_OF[kind]
    if level is not None:
        columns[SCOPE_COLUMN[level]] = own_id
    return Body(
        own_id,
        kind,
        classification,
        code,
        name,
        founded_on,
        Place(**columns),
        parent.id if parent else None,
        approval_power,
    )
