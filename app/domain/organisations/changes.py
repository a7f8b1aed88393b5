"""Founding, merging, splitting, renaming, moving and dissolving: what must hold before, and what follows.

Every change carries the number of the decision and its day. A body ends only when nobody and nothing is left in it:
people and the bodies below are moved first, by their own procedures, so that nobody is ever without a branch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.organisations.facts import (
    BRANCH_LIKE,
    HOLDS_MEMBERS,
    Classification,
    OrganisationFacts,
    OrganisationKind,
    OrganisationState,
)
from app.domain.organisations.placing import may_stand_under
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.verdict import SATISFIED, Verdict, require

__all__ = ["ChangeKind", "Contents", "decided", "may_dissolve", "may_found", "may_merge", "may_move", "may_split"]


class ChangeKind(StrEnum):
    """What a decision does to a body."""

    FOUND = "found"
    RENAME = "rename"
    RECLASSIFY = "reclassify"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    DISSOLVE = "dissolve"
    GRANT_POWER = "grant_power"
    WITHDRAW_POWER = "withdraw_power"


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a body on a day: people with an open episode in it, bodies below it, open cases."""

    people: int = 0
    bodies: int = 0
    open_cases: int = 0


def decided(number: str, decided_on: date, effective_on: date, on: date) -> Verdict:
    """Judge the decision: it has a number, was made by *on*, and takes effect neither before it nor in the future."""
    return (
        require(bool(number.strip()), "organisations.decision-number", OUR_CHOICE, pointer="/decision_number")
        & require(
            decided_on <= on, "organisations.decided-in-future", required=on, measured=decided_on, pointer="/decided_on"
        )
        & require(
            decided_on <= effective_on <= on,
            "organisations.effective-day",
            OUR_CHOICE,
            required=decided_on,
            measured=effective_on,
            pointer="/effective_on",
        )
    )


def _active(body: OrganisationFacts) -> Verdict:
    return require(
        body.state is OrganisationState.ACTIVE,
        "organisations.not-active",
        measured=body.state.value,
        facts={"name": body.name},
    )


def _began(body: OrganisationFacts, effective_on: date) -> Verdict:
    return require(
        body.founded_on is None or effective_on > body.founded_on,
        "organisations.before-founding",
        required=body.founded_on,
        measured=effective_on,
        pointer="/effective_on",
        facts={"name": body.name},
    )


def _existed(body: OrganisationFacts, effective_on: date, pointer: str = "/effective_on") -> Verdict:
    return require(
        body.founded_on is None or effective_on >= body.founded_on,
        "organisations.before-founding",
        required=body.founded_on,
        measured=effective_on,
        pointer=pointer,
        facts={"name": body.name},
    )


def may_found(
    kind: OrganisationKind,
    parent: OrganisationFacts,
    effective_on: date,
    classification: Classification | None = None,
) -> Verdict:
    """Judge a founding: the parent exists on the day and may hold such a body."""
    placed = may_stand_under(kind, parent.kind, classification)
    return _active(parent) & placed & _existed(parent, effective_on, "/founded_on")


def may_move(body: OrganisationFacts, parent: OrganisationFacts, effective_on: date) -> Verdict:
    """Judge a move under *parent* (the cycle is judged apart, on the whole tree).

    A group stays with its branch: its people belong there. Another branch founds its own.
    """
    return (
        _active(body)
        & _active(parent)
        & may_stand_under(body.kind, parent.kind)
        & _began(body, effective_on)
        & _existed(parent, effective_on)
        & require(body.parent_id != parent.id, "organisations.already-there", pointer="/parent_id")
        & require(body.kind is not OrganisationKind.GROUP, "organisations.group-stays", measured=body.kind.value)
    )


def may_dissolve(body: OrganisationFacts, contents: Contents, effective_on: date) -> Verdict:
    """Judge a dissolution: nobody is left, no body stands below, no case runs."""
    return (
        _active(body)
        & _began(body, effective_on)
        & require(
            body.kind is not OrganisationKind.COUNTY_COMMITTEE, "organisations.root-stays", measured=body.kind.value
        )
        & require(contents.people == 0, "organisations.people-left", OUR_CHOICE, required=0, measured=contents.people)
        & require(contents.bodies == 0, "organisations.bodies-left", OUR_CHOICE, required=0, measured=contents.bodies)
        & require(
            contents.open_cases == 0, "organisations.cases-left", OUR_CHOICE, required=0, measured=contents.open_cases
        )
    )


def may_merge(target: OrganisationFacts, sources: Sequence[OrganisationFacts], effective_on: date) -> Verdict:
    """Judge a merger of *sources* into *target*: branches with branches, general branches with general branches.

    People and bodies go over with the merger itself, keeping their status; each source ends as ``merged``.
    """
    verdict = _active(target) & _existed(target, effective_on)
    verdict &= require(bool(sources), "organisations.merge-nothing", pointer="/source_ids")
    for source in sources:
        alike = source.kind is target.kind or {source.kind, target.kind} <= HOLDS_MEMBERS
        verdict &= (
            _active(source)
            & _began(source, effective_on)
            & require(source.id != target.id, "organisations.merge-itself", pointer="/source_ids")
            & require(
                alike,
                "organisations.merge-unlike",
                required=target.kind.value,
                measured=source.kind.value,
                pointer="/source_ids",
            )
        )
    return verdict


def may_split(body: OrganisationFacts, staying: int, leaving: int, effective_on: date) -> Verdict:
    """Judge a split of a branch: somebody goes and somebody stays; the new branch is founded by the same decision."""
    splittable = body.kind in BRANCH_LIKE
    return (
        _active(body)
        & _began(body, effective_on)
        & require(splittable, "organisations.split-kind", measured=body.kind.value)
        & require(leaving > 0, "organisations.split-nobody-goes", required=1, measured=leaving, pointer="/person_ids")
        & (
            require(staying > 0, "organisations.split-nobody-stays", required=1, measured=staying)
            if splittable
            else SATISFIED
        )
    )
