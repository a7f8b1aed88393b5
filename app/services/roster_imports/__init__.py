"""Roster imports: receive a file, check it row by row, then apply what is good."""

from app.services.roster_imports.applying import request_apply
from app.services.roster_imports.receiving import ReceiveRoster, receive, request_check
from app.services.roster_imports.reporting import error_sheet, explain, template

__all__ = [
    "ReceiveRoster",
    "error_sheet",
    "explain",
    "receive",
    "request_apply",
    "request_check",
    "template",
]
