"""The published figures of one county that the demo county reproduces, scaled to any size.

Source: the county's own summary (rule ids ``stat.*``). The county committee itself is not among the 825 organisations.
The figure of 2,603 members developed since 2001 is of the same source and of an earlier year; a county of today whose
members under 35 number 5,583 must have developed more, so it is not reproduced.
"""

from dataclasses import dataclass

__all__ = ["Figures"]

_MEMBERS = 20_135


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of a county of ``members`` members."""

    members: int = _MEMBERS
    committees: int = 39
    general_branches: int = 42
    branches: int = 744
    rural: int = 10_150
    women: int = 3_107
    under_35: int = 5_583
    senior_secondary_up: int = 11_069
    activists: int = 1_100
    applicants: int = 420
    development_objects: int = 160
    probationary: int = 240
    """Among the members. Applicants, development objects and probationary members are believable, not published."""

    @property
    def organisations(self) -> int:
        """Committees, general branches and branches."""
        return self.committees + self.general_branches + self.branches

    @staticmethod
    def of(members: int) -> "Figures":
        """Return the figures of a county of *members* members with the published shares."""
        if members == _MEMBERS:
            return Figures()
        base = Figures()

        def scaled(count: int, least: int = 1) -> int:
            return max(least, round(count * members / _MEMBERS))

        return Figures(
            members,
            scaled(base.committees, 4),
            scaled(base.general_branches),
            scaled(base.branches, 6),
            scaled(base.rural),
            scaled(base.women),
            scaled(base.under_35),
            scaled(base.senior_secondary_up),
            scaled(base.activists, 30),
            scaled(base.applicants, 12),
            scaled(base.development_objects, 12),
            scaled(base.probationary, 12),
        )
