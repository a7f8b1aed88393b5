"""Builders for score sheets, polls, evaluations and talks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from app.domain.assessments import parameters as p
from app.domain.assessments.facts import (
    CandidateEvaluation,
    CriterionCount,
    ItemKind,
    OpinionPoll,
    PollGroup,
    ScoreItem,
    ScoreSheet,
    SheetState,
)
from app.domain.shared.parameters import Adoption, Law, Parameter, ValueType
from app.domain.shared.workdays import WorkCalendar

DAY = date(2026, 7, 1)
ADOPTED = date(2026, 1, 1)
CANDIDATE, SCORER, VERIFIER, DOCUMENT, ORGANISATION = (UUID(int=n) for n in range(1, 6))


def adoption(parameter: Parameter[ValueType] | Parameter[int] | Parameter[Fraction], value: ValueType) -> Adoption:
    return Adoption(parameter.id, value, ADOPTED, ORGANISATION, "某县直机关党委", "县直〔2026〕1号")


NATIONAL = Law.of(WorkCalendar.of([]))
INSTITUTION = Law.of(
    WorkCalendar.of([]),
    (
        adoption(p.SCORE_DAILY_MIN, 80),
        adoption(p.SCORE_HONOURS_YEARS, 3),
        adoption(p.POLL_MEMBER_SHARE, Fraction(4, 5)),
        adoption(p.POLL_MASS_SHARE, Fraction(1, 5)),
        adoption(p.POLL_EXCELLENT_SHARE, Fraction(4, 5)),
        adoption(p.POLL_POOR_SHARE, Fraction(1, 10)),
        adoption(p.POLL_DIMENSIONS, 4),
    ),
)


def item(
    points: str, top: str = "100", evidence: tuple[UUID, ...] = (DOCUMENT,), verified_by: UUID | None = VERIFIER
) -> ScoreItem:
    return ScoreItem("学习表现", Decimal(top), Decimal(points), evidence=evidence, verified_by=verified_by)


def honour(points: str, top: str, on: date | None) -> ScoreItem:
    return replace(item(points, top), kind=ItemKind.HONOUR, honoured_on=on)


def sheet(*items: ScoreItem, closed: bool = True, scored_on: date = DAY) -> ScoreSheet:
    state = SheetState.FINALISED if closed else SheetState.DRAFT
    return ScoreSheet(
        UUID(int=10), UUID(int=11), CANDIDATE, SCORER, scored_on, items, state, scored_on if closed else None
    )


def group(base: int, marks: Sequence[tuple[int, int, int]], taking_part: int | None = None) -> PollGroup:
    titles = ("甲", "乙", "丙", "丁", "戊")
    there = max(map(sum, marks)) if taking_part is None else taking_part
    criteria = tuple(CriterionCount(title, *counts) for title, counts in zip(titles, marks, strict=False))
    return PollGroup(base, there, criteria, "本单位在职群众")


def poll(members: PollGroup | None = None, masses: PollGroup | None = None, polled_on: date = DAY) -> OpinionPoll:
    members = members or group(10, [(10, 0, 0)] * 4)
    masses = masses or group(50, [(10, 0, 0)] * 4)
    return OpinionPoll(UUID(int=20), UUID(int=11), CANDIDATE, polled_on, members, masses)


def evaluation(full: int, asked: int, there: int, approving: int, on: date = DAY) -> CandidateEvaluation:
    return CandidateEvaluation(UUID(int=30), UUID(int=11), CANDIDATE, on, full, asked, there, approving)
