"""Rosters as departments send them, made for tests."""

import io
from collections.abc import Sequence
from datetime import date, timedelta

import xlsxwriter

from tests.builders.people import citizen_number

__all__ = ["HEADER", "csv_of", "many", "row", "xlsx_of"]

HEADER = (
    "姓名",
    "性别",
    "民族",
    "出生日期",
    "公民身份号码",
    "学历",
    "入党日期",
    "转正日期",
    "所在支部",
    "手机号码",
    "人员类别",
)


def row(index: int, name: str = "柳青禾", **changes: object) -> list[object]:
    """Return a good row; *changes* by header replace its cells."""
    born_on = date(1980, 1, 1 + index % 28)
    values: dict[str, object] = dict(
        zip(
            HEADER,
            (
                name,
                "女",
                "汉族",
                born_on.isoformat(),
                citizen_number(born_on, 2 * (index // 28) + 2),
                "大学本科",
                "2010.06.01",
                "2011年6月1日",
                "杏林村党支部",
                "19900001234",
                "正式党员",
            ),
            strict=True,
        )
    )
    return list((values | changes).values())


def many(count: int) -> list[list[object]]:
    """Return so many good rows of different persons."""
    rows = []
    for index in range(count):
        born_on = date(1950, 1, 1) + timedelta(days=index % 12_000)
        number = citizen_number(born_on, 2 * (index // 12_000) + 2)
        rows.append(row(0, 出生日期=born_on.isoformat(), 公民身份号码=number))
    return rows


def xlsx_of(rows: Sequence[Sequence[object]], header: Sequence[str] = HEADER, title: str | None = None) -> bytes:
    """Return an XLSX with an optional title row above the header."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("名册")
    start = 0
    if title:
        sheet.merge_range(0, 0, 0, len(header) - 1, title)
        start = 1
    for number, cells in enumerate([list(header), *rows], start=start):
        for column, value in enumerate(cells):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, int | float):
                sheet.write_number(number, column, value)
            elif value is not None:
                sheet.write_string(number, column, str(value))
    book.close()
    return target.getvalue()


def csv_of(rows: Sequence[Sequence[object]], encoding: str = "utf-8-sig", header: Sequence[str] = HEADER) -> bytes:
    """Return a CSV as a spreadsheet would save it."""
    lines = [",".join("" if v is None else str(v) for v in cells) for cells in [list(header), *rows]]
    return "\r\n".join(lines).encode(encoding)
