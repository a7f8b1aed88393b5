"""How a score sheet comes about: template weights, evidence, verification, honours, finalising.

No text says any of this; the window of honours is local practice, the rest is ours: a scale of 100 points (a pass mark
of 80 needs one), evidence and a verifier who is another person than candidate, scorer and whoever entered the line, for
every item that brings points, and honours that count up to and on the day that completes the window.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from app.domain.assessments import parameters as p
from app.domain.assessments.facts import ItemKind, ScoreItem, ScoreSheet, SheetState, TemplateItem
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.days import add_years
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import SATISFIED, Verdict, judged, refused, require

__all__ = [
    "SCALE",
    "honours_within_window",
    "is_verified",
    "may_be_changed",
    "may_be_corrected",
    "may_finalise",
    "weights_add_up",
]

SCALE = Decimal(100)
"""A pass mark of 80 points only makes sense on a scale; 100 is ours."""


def may_be_changed(state: SheetState) -> bool:
    """Only a draft is filled, verified and finalised."""
    return state is SheetState.DRAFT


def may_be_corrected(state: SheetState, *, standing: bool) -> bool:
    """Only what was finalised and still stands gets another edition; a draft is simply changed."""
    return state is SheetState.FINALISED and standing


def weights_add_up(items: Iterable[TemplateItem]) -> Verdict:
    """Judge a template: its items together bring 100 points."""
    total = sum((item.max_points for item in items), Decimal(0))
    return require(
        total == SCALE, "assessments.weights-add-up", OUR_CHOICE, required=SCALE, measured=total, pointer="/items"
    )


def is_verified(item: ScoreItem, index: int, sheet: ScoreSheet) -> Verdict:
    """Judge one item: given points rest on evidence that a third person has verified, not before the honour's day."""
    if item.points == 0:
        return SATISFIED
    at, facts = f"/items/{index}", {"title": item.title}
    involved = {sheet.candidate_id, sheet.scored_by, item.entered_by}
    independent = item.verified_by is not None and item.verified_by not in involved
    return require(
        bool(item.evidence), "assessments.evidence-there", OUR_CHOICE, pointer=f"{at}/evidence", facts=facts
    ) & require(independent, "assessments.verified-by-another", OUR_CHOICE, pointer=f"{at}/verified_by", facts=facts)


def honours_within_window(sheet: ScoreSheet, law: Law, on: date) -> Verdict:
    """Judge the honours that brought points: dated, not later than the scoring, within the years counted back from it.

    The window runs by the calendar from the day the sheet was scored; its length is that of the law of *on*.
    """
    window = law.value(p.SCORE_HONOURS_YEARS, on)
    verdict = SATISFIED
    for index, item in enumerate(sheet.items):
        if item.kind is not ItemKind.HONOUR or item.points == 0:
            continue
        pointer, facts = f"/items/{index}/honoured_on", {"title": item.title}
        day = item.honoured_on
        if day is None or day > sheet.scored_on:
            verdict &= refused(
                "assessments.honour-dated",
                OUR_CHOICE,
                required=sheet.scored_on,
                measured=day,
                pointer=pointer,
                facts=facts,
            )
        elif window is not None:
            recent = add_years(day, window.value) >= sheet.scored_on
            verdict &= judged(
                recent, "assessments.honour-within-window", window, measured=day, pointer=pointer, facts=facts
            )
    return verdict


def may_finalise(sheet: ScoreSheet, law: Law, on: date) -> Verdict:
    """Judge whether a draft may be closed on *on*. Missing the pass mark is a result and does not stand in the way."""
    verdict = require(bool(sheet.items), "assessments.items-there", OUR_CHOICE, pointer="/items")
    verdict &= require(
        sheet.maximum == SCALE,
        "assessments.weights-add-up",
        OUR_CHOICE,
        required=SCALE,
        measured=sheet.maximum,
        pointer="/items",
    )
    for index, item in enumerate(sheet.items):
        verdict &= is_verified(item, index, sheet)
    verified = max((item.verified_on for item in sheet.items if item.verified_on is not None), default=sheet.scored_on)
    return (
        verdict
        & honours_within_window(sheet, law, on)
        & require(
            max(verified, sheet.scored_on) <= on,
            "assessments.finalised-last",
            OUR_CHOICE,
            required=max(verified, sheet.scored_on),
            measured=on,
            pointer="/happened_on",
        )
    )
