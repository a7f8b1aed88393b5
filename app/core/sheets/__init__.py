"""Spreadsheets in and out: XLSX and CSV are read within limits, and written so that no cell becomes a formula.

A file of strangers is read in a process of its own (:mod:`app.core.sheets.apart`): the reader is compiled code, and a
crafted file can make it ask for more memory than there is, which ends the process that it runs in.
"""

from app.core.sheets.contents import Limits, SheetProblem, SheetRead

__all__ = ["Limits", "SheetProblem", "SheetRead"]
