"""Levels of the tree: one scope column per level on every scoped row."""

from enum import StrEnum

__all__ = ["SCOPE_COLUMN", "SCOPE_LEVELS", "Level"]


class Level(StrEnum):
    """Where an organisation stands; a row carries the id of its ancestor of each level."""

    COUNTY = "county"
    COMMITTEE = "committee"
    SUB_COMMITTEE = "sub_committee"
    """A committee under another committee (under a township, say)."""
    GENERAL_BRANCH = "general_branch"
    BRANCH = "branch"
    GROUP = "group"


SCOPE_LEVELS: tuple[Level, ...] = (
    Level.COUNTY,
    Level.COMMITTEE,
    Level.SUB_COMMITTEE,
    Level.GENERAL_BRANCH,
    Level.BRANCH,
)
"""Levels that have a scope column; a group is reached through its own id on the person."""

SCOPE_COLUMN: dict[Level, str] = {
    Level.COUNTY: "county_id",
    Level.COMMITTEE: "committee_id",
    Level.SUB_COMMITTEE: "sub_committee_id",
    Level.GENERAL_BRANCH: "general_branch_id",
    Level.BRANCH: "branch_id",
    Level.GROUP: "group_id",
}
