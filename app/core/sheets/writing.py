"""Sheets out: XLSX and CSV, written so that no cell becomes a formula or a link."""

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

__all__ = ["write_csv", "write_xlsx"]

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write_xlsx(
    title: str, header: Sequence[str], rows: Iterable[Sequence[object]], *, text_columns: bool = True
) -> bytes:
    """Write one sheet. Every cell is written as text or number as it is: none becomes a formula or a link."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True, "bg_color": "#DDDDDD", "text_wrap": True})
        as_text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        if text_columns:
            sheet.set_column(0, max(len(header) - 1, 0), 20, as_text)
        for column, cell in enumerate(header):
            sheet.write_string(0, column, cell, bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, int) and not isinstance(value, bool):
                    sheet.write_number(number, column, value)
                elif value is not None:
                    sheet.write_string(number, column, str(value)[:32_000])
    return target.getvalue()


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write CSV in UTF-8 with a byte order mark; a cell that a spreadsheet would take for a formula gets a quote."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(header)
    for row in rows:
        writer.writerow(["" if value is None else _harmless(str(value)) for value in row])
    return target.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_DANGEROUS) else text
