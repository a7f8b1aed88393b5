"""Roster imports: receive a file, check it row by row, then apply what is good."""

from app.services.roster_imports.applying import request_apply
from app.services.roster_imports.receiving import ReceiveRoster, receive, request_check
from app.services.roster_imports.reporting import error_sheet, explain, template
from app.services.roster_imports.work import Workplace, run_apply, run_check

__all__ = [
    "ReceiveRoster",
    "Workplace",
    "error_sheet",
    "explain",
    "receive",
    "request_apply",
    "request_check",
    "run_apply",
    "run_check",
    "template",
]
