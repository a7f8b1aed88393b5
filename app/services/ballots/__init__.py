"""Ballots: opening one per candidate, two independent counts, the outcome as a verdict."""

from app.services.ballots.counting import close, recount, reopen, tally
from app.services.ballots.judging import Rejudged, rejudge
from app.services.ballots.opening import cancel, cancel_all, counted, open_ballot

__all__ = [
    "Rejudged",
    "cancel",
    "cancel_all",
    "close",
    "counted",
    "open_ballot",
    "recount",
    "rejudge",
    "reopen",
    "tally",
]
