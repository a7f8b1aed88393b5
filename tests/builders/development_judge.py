"""Holds the oracle's opinion against what the service did, after every call."""

from dataclasses import dataclass, field

from app.api.runtime import runtime_of
from tests.builders.development_oracle import archive_gaps, extension_gaps, gaps, uncovered
from tests.builders.development_play import Play
from tests.builders.development_record import read_record

__all__ = ["Judge", "PastAGate", "Seen"]


class PastAGate(AssertionError):
    """Somebody is a member without something, and nobody was told."""


@dataclass
class Seen:
    """What the plays came to; one that reaches nothing would prove nothing."""

    became: dict[str, int] = field(default_factory=lambda: {"probationary": 0, "full_member": 0})
    refused: int = 0
    carried: int = 0
    corrected: int = 0
    sent_back: int = 0
    taken_over: int = 0
    outcomes: set[str] = field(default_factory=set)
    tried: set[tuple[str, int]] = field(default_factory=set)
    """Steps and flaws that somebody insisted on."""


@dataclass
class Judge:
    """Judges one play."""

    seen: Seen
    status: str = "registered"
    state: str = "open"
    extended: int = 0

    async def check(self, play: Play, *, paper: bool = False) -> None:
        """Whoever became a member lacks nothing but what is carried; whoever is one lacks nothing that is not told.

        Nor does a probation that was extended, or a case that was archived.
        """
        record = await read_record(runtime_of(play.walk.world.app).database.reads, play.walk.case_id)
        before, self.status = self.status, record.status
        became = record.status != before and record.status in self.seen.became
        upheld = record.findings.get("upheld", set())
        if became and not paper and before != "full_member":
            self.seen.became[record.status] += 1
            left = uncovered(gaps(record), upheld)
            if left:
                raise PastAGate(record.status, left)
        told = upheld | record.findings.get("open", set())
        left = uncovered(gaps(record, papers=paper), told)
        if left:
            raise PastAGate(record.status, left)
        if record.extended > self.extended:
            self._ended("extended", uncovered(extension_gaps(record, papers=not paper), told))
        if record.state == "archived" and self.state != "archived":
            self._ended("archived", uncovered(archive_gaps(record), told))
        self.extended, self.state = record.extended, record.state

    def _ended(self, how: str, left: set[tuple[str, str]]) -> None:
        if left:
            raise PastAGate(how, left)
