"""The status table: which status may follow which, by which procedure, and the clause where one is known.

A row is one way of changing. Where the record knows no clause for a way that plainly occurs (an activist dropped again,
a returning member), the row says that it is ours. Deceased is final.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.people.facts import LeftKind, MemberStatus, StatusCause
from app.domain.people.parameters import MEMBERSHIP_STOP_REMOVAL_AFTER_YEARS
from app.domain.shared.clauses import OUR_CHOICE, Clause, DocumentKey
from app.domain.shared.days import add_years
from app.domain.shared.parameters import national_value
from app.domain.shared.texts import DatedClauses, articles, clause_on, since_its_text
from app.domain.shared.verdict import SATISFIED, Scalar, Verdict, judged, refused, require

__all__ = ["STATUS_NAMES", "TRANSITIONS", "Transition", "may_change", "next_statuses", "stopped_long_enough"]

_S, _C = MemberStatus, StatusCause

STATUS_NAMES: dict[MemberStatus, tuple[str, str]] = {
    _S.REGISTERED: ("登记人员", "registered person"),
    _S.APPLICANT: ("入党申请人", "applicant"),
    _S.ACTIVIST: ("入党积极分子", "activist"),
    _S.DEVELOPMENT_OBJECT: ("发展对象", "development object"),
    _S.PROBATIONARY: ("预备党员", "probationary member"),
    _S.FULL_MEMBER: ("正式党员", "full member"),
    _S.STOPPED: ("停止党籍", "membership stopped"),
    _S.TRANSFERRED_OUT: ("组织关系已转出", "transferred out"),
    _S.LEFT: ("已不是党员", "no longer a member"),
}


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from a status (None: no record before) to another."""

    source: MemberStatus | None
    target: MemberStatus
    causes: frozenset[StatusCause]
    clauses: DatedClauses
    """The places that it rests on, by the day."""
    kinds: frozenset[LeftKind] = frozenset()
    """For ``left``: the kinds that this row admits."""
    source_kinds: frozenset[LeftKind] | None = None
    """From ``left``: only out of these kinds; None for any."""

    def clause(self, on: date) -> Clause:
        """The place of the text in force on *on*; ours before the first day of the texts that were seen."""
        return clause_on(self.clauses, on)


_OURS: DatedClauses = ((None, OUR_CHOICE),)
_EDUCATION_24 = since_its_text(Clause(DocumentKey.EDUCATION_2019, "第二十四条"))
_EDUCATION_25 = since_its_text(Clause(DocumentKey.EDUCATION_2019, "第二十五条"))
_CONSTITUTION_9 = since_its_text(Clause(DocumentKey.CONSTITUTION, "第九条", verified=False))
_DISPOSAL: DatedClauses = ((None, Clause(DocumentKey.DISPOSAL_2024, verified=False)),)
"""The text of the measures was not found, nor its first day."""


def _row(
    source: MemberStatus | None,
    target: MemberStatus,
    causes: Iterable[StatusCause],
    clauses: DatedClauses = _OURS,
    kinds: Iterable[LeftKind] = (),
    source_kinds: Iterable[LeftKind] | None = None,
) -> Transition:
    from_kinds = None if source_kinds is None else frozenset(source_kinds)
    return Transition(source, target, frozenset(causes), clauses, frozenset(kinds), from_kinds)


_DEV, _OWN, _OVER, _MOVE = {_C.DEVELOPMENT}, {_C.OWN_WILL}, {_C.TAKEOVER}, {_C.TRANSFER}
_RETURNABLE = frozenset(LeftKind) - {LeftKind.DECEASED}
_DISCIPLINE_KINDS = {LeftKind.EXPELLED}
_DISPOSAL_KINDS = {LeftKind.PERSUADED, LeftKind.REMOVED, LeftKind.AUTO_EXIT}


def _first() -> list[Transition]:
    """No record before: registered, taken over from paper at any status, or arriving by transfer."""
    rows = [
        _row(None, _S.REGISTERED, {_C.DEVELOPMENT, _C.TAKEOVER, _C.TRANSFER}),
        _row(None, _S.APPLICANT, _DEV, articles("第六条", "第六条")),
    ]
    rows += [_row(None, status, _OVER, kinds=LeftKind if status is _S.LEFT else ()) for status in _S]
    rows += [
        _row(None, status, _MOVE)
        for status in (_S.APPLICANT, _S.ACTIVIST, _S.DEVELOPMENT_OBJECT, _S.PROBATIONARY, _S.FULL_MEMBER)
    ]
    return rows


def _development() -> list[Transition]:
    rows = [
        _row(_S.REGISTERED, _S.APPLICANT, _DEV, articles("第六条", "第六条")),
        _row(_S.APPLICANT, _S.ACTIVIST, _DEV, articles("第八条", "第八条")),
        _row(_S.ACTIVIST, _S.DEVELOPMENT_OBJECT, _DEV, articles("第十三条", "第十三条")),
        _row(_S.DEVELOPMENT_OBJECT, _S.PROBATIONARY, _DEV, _EDUCATION_24),
        _row(_S.PROBATIONARY, _S.FULL_MEMBER, _DEV, articles("第三十二条", "第三十一条")),
        _row(_S.PROBATIONARY, _S.LEFT, _DEV, articles("第三十二条", "第三十一条"), {LeftKind.CANCELLED}),
        _row(_S.DEVELOPMENT_OBJECT, _S.ACTIVIST, _DEV),
        _row(_S.ACTIVIST, _S.APPLICANT, _DEV),
        _row(_S.DEVELOPMENT_OBJECT, _S.APPLICANT, _DEV),
        # The approving committee did not approve: membership was never acquired (第二十四条: once approved).
        _row(_S.PROBATIONARY, _S.DEVELOPMENT_OBJECT, _DEV, _EDUCATION_24),
    ]
    rows += [
        _row(status, _S.REGISTERED, {_C.OWN_WILL, _C.DEVELOPMENT})
        for status in (_S.APPLICANT, _S.ACTIVIST, _S.DEVELOPMENT_OBJECT)
    ]
    rows.append(_row(_S.LEFT, _S.APPLICANT, _DEV, articles("第六条", "第六条"), source_kinds=_RETURNABLE))
    return rows


def _leaving() -> list[Transition]:
    rows = []
    for status in (_S.PROBATIONARY, _S.FULL_MEMBER, _S.STOPPED):
        rows.append(_row(status, _S.LEFT, _OWN, _CONSTITUTION_9, {LeftKind.WITHDRAWN}))
        rows.append(_row(status, _S.LEFT, {_C.DISCIPLINE}, kinds=_DISCIPLINE_KINDS))
        clauses = _EDUCATION_24 if status is _S.STOPPED else _DISPOSAL
        rows.append(_row(status, _S.LEFT, {_C.DISPOSAL}, clauses, _DISPOSAL_KINDS))
    rows.append(_row(_S.PROBATIONARY, _S.LEFT, {_C.DISCIPLINE, _C.DISPOSAL}, kinds={LeftKind.CANCELLED}))
    rows.append(_row(_S.FULL_MEMBER, _S.STOPPED, {_C.DISPOSAL}, _EDUCATION_24))
    rows.append(_row(_S.PROBATIONARY, _S.STOPPED, {_C.DISPOSAL}, _EDUCATION_24))
    rows.append(_row(_S.STOPPED, _S.FULL_MEMBER, {_C.DISPOSAL}))
    rows.append(_row(_S.STOPPED, _S.PROBATIONARY, {_C.DISPOSAL}))
    rows += [_row(s, _S.LEFT, {_C.DEATH}, kinds={LeftKind.DECEASED}) for s in _S if s is not _S.LEFT]
    return rows


def _moving() -> list[Transition]:
    rows = []
    for status in (_S.APPLICANT, _S.ACTIVIST, _S.DEVELOPMENT_OBJECT, _S.PROBATIONARY, _S.FULL_MEMBER):
        rows.append(_row(status, _S.TRANSFERRED_OUT, _MOVE, _EDUCATION_25))
        rows.append(_row(_S.TRANSFERRED_OUT, status, _MOVE, _EDUCATION_25))
    return rows


TRANSITIONS: tuple[Transition, ...] = (*_first(), *_development(), *_leaving(), *_moving())


def next_statuses(source: MemberStatus | None) -> tuple[Transition, ...]:
    """Return every way out of *source*."""
    return tuple(row for row in TRANSITIONS if row.source is source)


def may_change(
    source: MemberStatus | None,
    target: MemberStatus,
    cause: StatusCause,
    *,
    on: date,
    kind: LeftKind | None = None,
    source_kind: LeftKind | None = None,
) -> Verdict:
    """Judge a change of status against the table. A kind belongs to ``left`` and to nothing else."""
    if (target is MemberStatus.LEFT) != (kind is not None):
        return refused("people.left-kind", OUR_CHOICE, pointer="/left_kind")
    named = {"source": "" if source is None else source.value, "target": target.value, "cause": cause.value}
    for row in TRANSITIONS:
        if row.source is not source or row.target is not target or cause not in row.causes:
            continue
        if row.kinds and kind not in row.kinds:
            continue
        if row.source_kinds is not None and source_kind not in row.source_kinds:
            continue
        return require(True, "people.status-change", row.clause(on), measured=target.value, day=on, facts=named)
    admitted = sorted({row.target.value for row in next_statuses(source) if cause in row.causes})
    return refused(
        "people.status-change",
        OUR_CHOICE,
        required=tuple(admitted),
        measured=target.value,
        facts={**named, "on": on},
    )


_REMOVALS = frozenset({LeftKind.AUTO_EXIT, LeftKind.REMOVED})


def stopped_long_enough(
    source: MemberStatus, since: date, kind: LeftKind | None, cause: StatusCause, on: date
) -> Verdict:
    """Judge removing somebody whose membership is stopped: not before the years that the text gives him to be found.

    Discipline, one's own will and persuasion need somebody who has been found; they do not wait (ours).
    """
    years = national_value(MEMBERSHIP_STOP_REMOVAL_AFTER_YEARS, on)
    if (
        source is not MemberStatus.STOPPED
        or cause is not StatusCause.DISPOSAL
        or kind not in _REMOVALS
        or years is None
    ):
        return SATISFIED
    earliest = add_years(since, years.value)
    facts: dict[str, Scalar] = {"since": since, "years": years.value}
    return judged(on >= earliest, "people.stopped-long-enough", years, required=earliest, measured=on, facts=facts)
