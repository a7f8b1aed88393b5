"""Organisations: founding and changing bodies of the tree, their committees and groups."""

from app.services.organisations.attributes import reclassify, rename, set_approval_power
from app.services.organisations.committees import (
    Elect,
    delay_election,
    elect_committee,
    end_seat,
    fill_seat,
)
from app.services.organisations.decisions import Decision
from app.services.organisations.ending import dissolve, merge
from app.services.organisations.findings import findings_of
from app.services.organisations.founding import FoundOrganisation, SplitBranch, found, place_below, split
from app.services.organisations.groups import appoint_for_group
from app.services.organisations.moving import move

__all__ = [
    "Decision",
    "Elect",
    "FoundOrganisation",
    "SplitBranch",
    "appoint_for_group",
    "delay_election",
    "dissolve",
    "elect_committee",
    "end_seat",
    "fill_seat",
    "findings_of",
    "found",
    "merge",
    "move",
    "place_below",
    "reclassify",
    "rename",
    "set_approval_power",
    "split",
]
