"""Short forms for the dated entries of parameters: one function per text that figures are cited from.

Each returns a :class:`Dated` that begins on the first day of its text. Two forms are not texts themselves:

* :func:`still_2014` — the 2014 text had the clause and the matching place of the 2026 text has not been seen. The figure
  is carried on, cited from 2014 and marked unverified, because dropping a safeguard unseen would be the worse guess.
* :func:`ours` — no clause decides; the answer is ours and says so.

What rests on no figure cites a place by the day too: :func:`articles` gives the places of a duty in the three texts on
member development, :func:`clause_on` the one of a day.
"""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from app.domain.shared.clauses import DOCUMENTS, OUR_CHOICE, Clause, DocumentKey
from app.domain.shared.parameters import Dated, ValueType

__all__ = [
    "CHECKED_ON",
    "FIRST_DAY_2014",
    "FIRST_DAY_2026",
    "DatedClauses",
    "articles",
    "branch_2018",
    "clause_on",
    "constitution",
    "dues_2008",
    "education_2019",
    "election_1990",
    "election_2020",
    "floating_2024",
    "ours",
    "since_its_text",
    "still_2014",
    "text_1990",
    "text_2014",
    "text_2026",
    "undated",
]

T = TypeVar("T", bound=ValueType)

CHECKED_ON = date(2026, 11, 23)
"""The day on which the histories were last held against their sources."""

FIRST_DAY_2014 = date(2014, 5, 28)
FIRST_DAY_2026 = date(2026, 5, 18)

_CARRIED = (
    "Cited from the 2014 text; the place in the 2026 text has not been seen, so the figure is carried on unverified."
)


def text_1990(value: T | None, article: str = "", *, verified: bool = True, note: str = "") -> Dated[T]:
    """Return an entry of the 1990 trial rules on member development; their first day lies before our records."""
    return Dated(None, value, Clause(DocumentKey.DEVELOPMENT_1990, article), verified, note)


def text_2014(value: T | None, article: str = "", *, verified: bool = True, note: str = "") -> Dated[T]:
    """Return an entry of the 2014 rules on member development."""
    return Dated(FIRST_DAY_2014, value, Clause(DocumentKey.DEVELOPMENT_2014, article), verified, note)


def text_2026(value: T | None, article: str = "", *, verified: bool = True, note: str = "") -> Dated[T]:
    """Return an entry of the 2026 revision of the rules on member development."""
    return Dated(FIRST_DAY_2026, value, Clause(DocumentKey.DEVELOPMENT_2026, article), verified, note)


def still_2014(value: T, article: str, *, note: str = "") -> Dated[T]:
    """Return a 2014 clause carried on past the 2026 revision, unverified."""
    text = f"{_CARRIED} {note}" if note else _CARRIED
    return Dated(FIRST_DAY_2026, value, Clause(DocumentKey.DEVELOPMENT_2014, article), False, text)


def constitution(value: T | None, article: str, *, verified: bool = True, note: str = "") -> Dated[T]:
    """Return an entry of the Party Constitution of 2022."""
    return Dated(date(2022, 10, 22), value, Clause(DocumentKey.CONSTITUTION, article), verified, note)


def branch_2018(value: T | None, article: str = "", *, verified: bool = True, note: str = "") -> Dated[T]:
    """Return an entry of the 2018 regulation on branch work."""
    return Dated(date(2018, 10, 28), value, Clause(DocumentKey.BRANCH_2018, article), verified, note)


def education_2019(value: T | None, article: str, *, verified: bool = True, note: str = "") -> Dated[T]:
    """Return an entry of the 2019 regulation on member education and management."""
    return Dated(date(2019, 5, 6), value, Clause(DocumentKey.EDUCATION_2019, article), verified, note)


def election_1990(value: T | None, article: str = "", *, verified: bool = True, note: str = "") -> Dated[T]:
    """Return an entry of the 1990 interim regulation on grassroots elections."""
    return Dated(None, value, Clause(DocumentKey.ELECTION_1990, article), verified, note)


def election_2020(value: T | None, article: str = "", *, verified: bool = True, note: str = "") -> Dated[T]:
    """Return an entry of the 2020 regulation on grassroots elections."""
    return Dated(date(2020, 7, 13), value, Clause(DocumentKey.ELECTION_2020, article), verified, note)


def dues_2008(value: T | None, article: str, *, verified: bool = True, note: str = "") -> Dated[T]:
    """Return an entry of the 2008 provisions on dues."""
    return Dated(date(2008, 2, 4), value, Clause(DocumentKey.DUES_2008, article), verified, note)


def floating_2024(value: T | None, *, verified: bool = True, note: str = "") -> Dated[T]:
    """Return an entry of the 2024 opinions on floating members, from the day they were reported."""
    return Dated(date(2024, 11, 11), value, Clause(DocumentKey.FLOATING_2024), verified, note)


def undated(
    value: T | None, document: DocumentKey, article: str = "", *, verified: bool = True, note: str = ""
) -> Dated[T]:
    """Return an entry of a text whose first day is not on record."""
    return Dated(None, value, Clause(document, article), verified, note)


def ours(value: T, note: str) -> Dated[T]:
    """Return our own answer where no clause decides."""
    return Dated(None, value, OUR_CHOICE, True, note)


DatedClauses = tuple[tuple[date | None, Clause], ...]
"""Places with the first day on which each is cited, in order; None for "from before our records"."""

_READ_2014 = frozenset({"第六条", "第七条", "第十六条", "第二十条", "第二十四条", "第三十三条"})
"""Articles of the 2014 text whose rule was read in a quotation or an official answer; the rest is the flow chart's."""


def articles(of_2014: str, of_2026: str | None) -> DatedClauses:
    """Return the places of a duty in the three texts; None where the 2026 text's place has not been seen.

    The 2014 place is then cited on, unverified, as :func:`still_2014` does with figures. Of the 1990 text no article was
    read.
    """
    read = _READ_2014.issuperset(of_2014.split("、"))
    newest = (
        Clause(DocumentKey.DEVELOPMENT_2026, of_2026)
        if of_2026 is not None
        else Clause(DocumentKey.DEVELOPMENT_2014, of_2014, verified=False)
    )
    return (
        (None, Clause(DocumentKey.DEVELOPMENT_1990, verified=False)),
        (FIRST_DAY_2014, Clause(DocumentKey.DEVELOPMENT_2014, of_2014, verified=read)),
        (FIRST_DAY_2026, newest),
    )


def since_its_text(clause: Clause) -> DatedClauses:
    """Return a place that is cited from the first day of its text; before that day the answer is ours."""
    return (None, OUR_CHOICE), (DOCUMENTS[clause.document].since, clause)


def clause_on(dated: Iterable[tuple[date | None, Clause]], on: date) -> Clause:
    """Return the place that is cited for an act of *on*."""
    found = OUR_CHOICE
    for since, clause in dated:
        if since is None or since <= on:
            found = clause
    return found
