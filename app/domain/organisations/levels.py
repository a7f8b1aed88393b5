"""Levels of the tree: one scope column per level on every scoped row."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

__all__ = ["SCOPE_COLUMN", "SCOPE_LEVELS", "Level", "Place"]


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


@dataclass(frozen=True, slots=True)
class Place:
    """The ancestors of a body on a day, one per level; the body's own id stands at its own level."""

    county_id: UUID | None = None
    committee_id: UUID | None = None
    sub_committee_id: UUID | None = None
    general_branch_id: UUID | None = None
    branch_id: UUID | None = None

    def columns(self) -> dict[str, UUID | None]:
        """The scope columns by name, to stamp a row with."""
        return {SCOPE_COLUMN[level]: self.at(level) for level in SCOPE_LEVELS}

    def at(self, level: Level) -> UUID | None:
        """The ancestor of a level."""
        found: UUID | None = getattr(self, SCOPE_COLUMN[level])
        return found

    @property
    def organisation_id(self) -> UUID | None:
        """The lowest ancestor: the organisation that a row with this place belongs to."""
        return next((self.at(level) for level in reversed(SCOPE_LEVELS) if self.at(level) is not None), None)
