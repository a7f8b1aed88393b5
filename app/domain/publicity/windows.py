"""How long a notice hangs: the window of each site in working days, and the day on which the last one closes.

Settled here, because no clause decides: the day of posting is not counted (a dated setting,
``publicity.posting_day_counts``), the last day is publicity as a whole, so that a window has elapsed on the day after.

A window has the length that the law of its posting day sets, and keeps it. Where that day's law set none (before the
2026 text) the law of the act that rests on the notice decides: who is listed under a text with a period owes it.

The national period and sites speak of development objects. A conversion notice owes what a local decision asks for.
An inspection notice hangs the days by which it precedes the inspection, and one day where nobody has set any: ours.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from app.domain.publicity.facts import NoticeFacts, NoticeKind, SiteFacts
from app.domain.publicity.parameters import NOTICE_LEAD_DAYS, POSTING_DAY_COUNTS, SITES, WORKING_DAYS
from app.domain.shared.parameters import Law, Parameter, Value, ValueType
from app.domain.shared.workdays import NotComputable

__all__ = ["Window", "figure", "is_owed", "notice_window", "owed_by", "site_window"]

T = TypeVar("T", bound=ValueType)


@dataclass(frozen=True, slots=True)
class Window:
    """A window that began with a posting. ``closes_on`` is its last day; None while the calendar does not reach."""

    posted_on: date
    working_days: Value[int] | None
    closes_on: date | None
    unknown_year: int | None = None

    def has_elapsed(self, on: date) -> bool:
        """Tell whether the last day has passed on *on*."""
        return self.closes_on is not None and self.closes_on < on


def figure(parameter: Parameter[T], kind: NoticeKind, law: Law, on: date) -> Value[T] | None:
    """Return what applies to notices of *kind*: all of the law for development objects, local decisions for the rest."""
    if kind is NoticeKind.DEVELOPMENT:
        return law.value(parameter, on)
    return law.value(replace(parameter, history=()), on)


def is_owed(kind: NoticeKind, law: Law, on: date) -> bool:
    """Tell whether an act on *on* must rest on a concluded notice of *kind*: some text sets its length or its sites."""
    return owed_by(kind, law, on) is not None


def owed_by(kind: NoticeKind, law: Law, on: date) -> Value[int] | Value[frozenset[str]] | None:
    """Return the text by which a notice of *kind* is owed: the one that sets its length, else the one that sets its sites."""
    return figure(WORKING_DAYS, kind, law, on) or figure(SITES, kind, law, on)


def site_window(site: SiteFacts, kind: NoticeKind, law: Law, on: date) -> Window:
    """Return the window of one site, judged for an act on *on*."""
    if kind is NoticeKind.INSPECTION:
        lead = law.value(NOTICE_LEAD_DAYS, site.posted_on)
        days = max(lead.value, 1) if lead is not None else 1
        return Window(site.posted_on, None, site.posted_on + timedelta(days=days - 1))
    length = figure(WORKING_DAYS, kind, law, site.posted_on) or figure(WORKING_DAYS, kind, law, on)
    if length is None:
        return Window(site.posted_on, None, site.posted_on)
    start = site.posted_on
    if law.flag(POSTING_DAY_COUNTS, site.posted_on):
        start -= timedelta(days=1)
    try:
        return Window(site.posted_on, length, law.calendar.add_working_days(start, length.value))
    except NotComputable as unknown:
        return Window(site.posted_on, length, None, unknown.year)


def notice_window(notice: NoticeFacts, law: Law, on: date) -> Window | None:
    """Return the window that closes last, or the first that can't be computed; None before anything is posted."""
    windows = [site_window(site, notice.kind, law, on) for site in notice.sites]
    if not windows:
        return None
    unknown = next((window for window in windows if window.closes_on is None), None)
    return unknown or max(windows, key=lambda window: (window.closes_on or window.posted_on, window.posted_on))
