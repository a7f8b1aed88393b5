"""What may stand under what, and what a body is made of: one table, judged by pure functions.

The table follows the order of the Party Constitution's grassroots bodies (committee, general branch, branch) and the
2018 regulation on branch work; where neither speaks (a branch directly under the county committee, a service station)
the row is ours and admits what counties do.
"""

from collections.abc import Mapping
from uuid import UUID

from app.domain.organisations.facts import HOLDS_MEMBERS, Classification, OrganisationKind
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.verdict import SATISFIED, Verdict, refused, require

__all__ = ["MAY_STAND_UNDER", "may_stand_under", "no_cycle"]

_K = OrganisationKind

MAY_STAND_UNDER: Mapping[OrganisationKind, frozenset[OrganisationKind]] = {
    _K.COUNTY_COMMITTEE: frozenset(),
    _K.COMMITTEE: frozenset({_K.COUNTY_COMMITTEE}),
    _K.LEADING_GROUP: frozenset({_K.COUNTY_COMMITTEE}),
    _K.TEMPORARY_COMMITTEE: frozenset({_K.COUNTY_COMMITTEE}),
    _K.SUB_COMMITTEE: frozenset({_K.COMMITTEE}),
    _K.GENERAL_BRANCH: frozenset({_K.COUNTY_COMMITTEE, _K.COMMITTEE, _K.SUB_COMMITTEE}),
    _K.BRANCH: frozenset({_K.COUNTY_COMMITTEE, _K.COMMITTEE, _K.SUB_COMMITTEE, _K.GENERAL_BRANCH}),
    _K.JOINT_BRANCH: frozenset({_K.COUNTY_COMMITTEE, _K.COMMITTEE, _K.SUB_COMMITTEE, _K.GENERAL_BRANCH}),
    _K.TEMPORARY_BRANCH: frozenset(
        {_K.COUNTY_COMMITTEE, _K.COMMITTEE, _K.SUB_COMMITTEE, _K.TEMPORARY_COMMITTEE, _K.GENERAL_BRANCH}
    ),
    _K.FLOATING_BRANCH: frozenset({_K.COUNTY_COMMITTEE, _K.COMMITTEE, _K.SUB_COMMITTEE, _K.GENERAL_BRANCH}),
    _K.SERVICE_STATION: frozenset(
        {_K.COUNTY_COMMITTEE, _K.COMMITTEE, _K.SUB_COMMITTEE, _K.GENERAL_BRANCH, *HOLDS_MEMBERS}
    ),
    _K.GROUP: frozenset({_K.BRANCH, _K.JOINT_BRANCH, _K.TEMPORARY_BRANCH, _K.FLOATING_BRANCH}),
}
"""For each kind the kinds it may stand under; the root stands under nothing."""


def may_stand_under(
    kind: OrganisationKind, parent: OrganisationKind | None, classification: Classification | None = None
) -> Verdict:
    """Judge a place: the parent's kind, and a classification that fits the kind."""
    admitted = MAY_STAND_UNDER[kind]
    if parent is None:
        verdict = require(not admitted, "organisations.parent-missing", OUR_CHOICE, pointer="/parent_id")
    else:
        verdict = require(
            parent in admitted,
            "organisations.placing",
            OUR_CHOICE,
            required=tuple(sorted(kind.value for kind in admitted)),
            measured=parent.value,
            pointer="/parent_id",
            facts={"kind": kind.value},
        )
    return verdict & _classified(kind, classification)


def _classified(kind: OrganisationKind, classification: Classification | None) -> Verdict:
    """Townships and streets have committees; the county stands alone."""
    if classification in {Classification.TOWNSHIP, Classification.STREET} and kind not in {
        OrganisationKind.COMMITTEE,
        OrganisationKind.TEMPORARY_COMMITTEE,
        OrganisationKind.SERVICE_STATION,
    }:
        return refused("organisations.classification", measured=classification, pointer="/classification")
    if (classification is Classification.COUNTY) != (kind is OrganisationKind.COUNTY_COMMITTEE) and (
        classification is not None
    ):
        return refused("organisations.classification", measured=classification, pointer="/classification")
    return SATISFIED


def no_cycle(organisation_id: UUID, new_parent_id: UUID, parent_of: Mapping[UUID, UUID | None]) -> Verdict:
    """Judge whether the tree stays a tree when *organisation_id* moves under *new_parent_id*."""
    seen: set[UUID] = set()
    above: UUID | None = new_parent_id
    while above is not None and above not in seen:
        if above == organisation_id:
            return refused("organisations.cycle", OUR_CHOICE, pointer="/parent_id")
        seen.add(above)
        above = parent_of.get(above)
    return SATISFIED
