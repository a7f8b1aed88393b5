"""The glossary has one row for each term, in alphabetical order, with all three columns filled."""

from tests.runtime.commands import ROOT


def _rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")][1:]


def test_every_row_has_an_identifier_a_term_and_a_meaning() -> None:
    rows = _rows()

    assert rows
    assert [row for row in rows if len(row) != 3 or not all(row)] == []


def test_identifiers_stand_once_and_in_alphabetical_order() -> None:
    identifiers = [row[0].lower() for row in _rows()]

    assert identifiers == sorted(set(identifiers))
