"""Rows of a roster: whatever stands in the cells, the answer is particulars or named faults."""

from datetime import date, datetime
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.catalogue import load_catalogue
from app.domain.roster_imports.cells import Cell
from app.domain.roster_imports.columns import HEADERS, Column, find_header
from app.domain.roster_imports.rows import MissingDay, read_row

DAY = date(2026, 6, 1)
TITLES = [aliases[0] for aliases in HEADERS.values()]
HEADER = find_header([TITLES])

_ODD = [
    "",
    " ",
    "=1+1",
    "男",
    "女",
    "正式党员",
    "预备党员",
    "汉族",
    "本科",
    "1985.03",
    "19850312",
    "杏林村党支部",
    "\u202e",
    "\x00",
]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(_ODD),
    st.text(max_size=30),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@settings(max_examples=300, deadline=None)
@given(values=st.lists(CELLS, max_size=len(Column) + 2), missing_day=st.sampled_from(MissingDay))
def test_no_cell_breaks_the_reader_and_every_fault_has_a_message(values: list[Cell], missing_day: MissingDay) -> None:
    assert HEADER is not None
    catalogue = load_catalogue()

    row = read_row(7, values, HEADER, on=DAY, age_min=18, missing_day=missing_day)

    assert (row.particulars is None) == bool(row.faults)
    for fault in row.faults:
        assert fault.code in catalogue, fault.code
        assert fault.column in TITLES
    assert all(note in catalogue for note in row.notes)


def test_the_cells_tried_are_the_cells_that_a_sheet_gives() -> None:
    assert set(get_args(Cell)) >= {str, float, int, bool, date, datetime, type(None)}
