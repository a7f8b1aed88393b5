"""Score sheets: a draft is filled and verified line by line, finalised once, and replaced by a new edition only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.core.ids import new_id
from app.domain.assessments import facts, sheets
from app.domain.assessments.facts import SheetState, TemplatePurpose
from app.domain.shared.errors import Conflict, FieldError, Invalid, NotFound, ensure
from app.persistence.models.assessments import ScoreItem, ScoreSheet, ScoreTemplate
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.assessments import ScoreSheetRepository, sheet_facts
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.uow import UnitOfWork
from app.services.all_at_once import AllAtOnce
from app.services.assessments.templates import template_for
from app.services.case_facts import (
    acting_person,
    case_of,
    columns_of,
    ensure_day,
    ensure_documents,
    ensure_may_correct,
    ensure_not_future,
    ensure_not_own,
    law_of,
    tell,
    touch,
)
from app.services.questioning import answer_findings, question_cases

__all__ = ["ItemChange", "ItemEntry", "begin_sheet", "change_item", "correct_sheet", "finalise_sheet", "verify_item"]


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """What is entered on one line of the template, in its order."""

    points: Decimal
    evidence: Sequence[UUID] = ()
    honoured_on: date | None = None


@dataclass(frozen=True, slots=True)
class ItemChange:
    """New values of one line; None leaves a value as it is."""

    points: Decimal | None = None
    evidence: Sequence[UUID] | None = None
    honoured_on: date | None = None


async def begin_sheet(
    uow: UnitOfWork,
    case_id: UUID,
    template_id: UUID,
    happened_on: date,
    entries: Sequence[ItemEntry],
    *,
    late_reason: str | None = None,
) -> ScoreSheet:
    """Begin a sheet on a template. The scorer is the person behind the account."""
    case = await case_of(uow, case_id, must_be_open=True)
    errors = AllAtOnce()
    with errors:
        await ensure_day(uow, case, happened_on, late_reason)
    with errors:
        await _ensure_free(uow, case, happened_on)
        template = await template_for(uow, case, template_id, TemplatePurpose.SCORE_SHEET, happened_on)
        sheet = await _draft(uow, case, template, happened_on, entries)
    errors.tell()
    sheet.late_reason = late_reason
    return tell(uow, uow.repository(ScoreSheetRepository).add(sheet), "assessments", "score-sheet")


async def correct_sheet(
    uow: UnitOfWork,
    sheet_id: UUID,
    happened_on: date,
    entries: Sequence[ItemEntry],
    reason: str,
    *,
    expected_version: int,
) -> ScoreSheet:
    """Begin the edition that will replace a finalised sheet; the old one stands until the new one is finalised."""
    repository = uow.repository(ScoreSheetRepository)
    await uow.repository(CaseSubjects).hold_of(ScoreSheet, sheet_id)
    old = await repository.with_items(sheet_id, expected_version=expected_version, lock=True)
    if not sheets.may_be_corrected(SheetState(old.state), standing=old.standing):
        raise Conflict("assessments.not-finalised")
    if await repository.draft_successor(old.id) is not None:
        raise Conflict("assessments.correction-begun")
    case = await case_of(uow, old.case_id)
    await ensure_may_correct(uow, old)
    ensure_not_future(uow, happened_on, "/happened_on")
    await _ensure_free(uow, case, happened_on, old.id)
    template = await template_for(uow, case, old.template_id, TemplatePurpose.SCORE_SHEET, old.happened_on)
    sheet = await _draft(uow, case, template, happened_on, entries)
    sheet.edition, sheet.supersedes_id, sheet.correction_reason = old.edition + 1, old.id, reason
    return tell(uow, repository.add(sheet), "assessments", "score-sheet", old)


async def change_item(
    uow: UnitOfWork, sheet_id: UUID, position: int, change: ItemChange, *, expected_version: int
) -> ScoreSheet:
    """Change a line of a draft. What was verified before has to be verified again, and by somebody else."""
    sheet = await _open_draft(uow, sheet_id, expected_version)
    item = _item(sheet, position)
    await ensure_documents(uow, sheet.case_id, _named("/evidence", change.evidence or ()))
    before = {"points": item.points, "evidence": item.evidence, "honoured_on": item.honoured_on}
    item.points = change.points if change.points is not None else item.points
    item.evidence = list(change.evidence) if change.evidence is not None else item.evidence
    item.honoured_on = change.honoured_on or item.honoured_on
    item.entered_by, item.verified_by, item.verified_on = acting_person(uow), None, None
    facts.ScoreItem(item.title, item.max_points, item.points)
    touch(uow, sheet)
    _tell_item(uow, sheet, item, "change", before)
    return sheet


async def verify_item(
    uow: UnitOfWork,
    sheet_id: UUID,
    position: int,
    *,
    happened_on: date | None = None,
    late_reason: str | None = None,
    expected_version: int,
) -> ScoreSheet:
    """Verify a line of a draft: by a person who is neither the candidate nor the scorer, today unless a day is named."""
    sheet = await _open_draft(uow, sheet_id, expected_version)
    item = _item(sheet, position)
    item.verified_by, item.verified_on = acting_person(uow), await _day(uow, sheet, happened_on, late_reason)
    judged = sheet_facts(sheet)
    ensure(sheets.is_verified(judged.items[position - 1], position - 1, judged))
    touch(uow, sheet)
    _tell_item(uow, sheet, item, "verify", None)
    return sheet


async def _day(uow: UnitOfWork, sheet: ScoreSheet, named: date | None, late_reason: str | None) -> date:
    """Return the day of an act on a sheet: today, or the day on which it was done on paper and is recorded late."""
    if named is None or named == uow.today:
        return uow.today
    reason = late_reason or sheet.late_reason
    await ensure_day(uow, sheet, named, reason)
    if named < sheet.happened_on:
        raise Invalid(FieldError("/happened_on", "assessments.before-scoring", sheet.happened_on, named))
    sheet.late_reason = reason
    return named


async def finalise_sheet(
    uow: UnitOfWork,
    sheet_id: UUID,
    *,
    happened_on: date | None = None,
    late_reason: str | None = None,
    expected_version: int,
) -> ScoreSheet:
    """Close a draft for good, today unless a day is named.

    A total below the pass mark is a result; it is judged where a step rests on it.
    """
    sheet = await _open_draft(uow, sheet_id, expected_version)
    law = await law_of(uow, sheet)
    on = await _day(uow, sheet, happened_on, late_reason)
    ensure(sheets.may_finalise(sheet_facts(sheet), law, on))
    if sheet.supersedes_id is not None:
        old = await uow.repository(ScoreSheetRepository).get(sheet.supersedes_id, lock=True)
        old.standing, old.state = False, SheetState.SUPERSEDED.value
        await uow.flush()  # one sheet stands for a day: the old one gives way first
    sheet.state, sheet.finalised_on = SheetState.FINALISED.value, on
    touch(uow, sheet)
    uow.emit(
        "assessments:score-sheet:finalise",
        sheet,
        after={"total": sheet.total, "items": [item.points for item in sheet.items]},
        details={"case_id": sheet.case_id, "edition": sheet.edition, "supersedes_id": sheet.supersedes_id},
        event_type="assessments.score_sheet.finalised",
    )
    if sheet.supersedes_id is not None:
        await question_cases(uow, [sheet.case_id])
    else:
        await answer_findings(uow, sheet.case_id)
    return sheet


async def _ensure_free(uow: UnitOfWork, case: DevelopmentCase, day: date, besides: UUID | None = None) -> None:
    """Refuse a second sheet for a day; the database holds it where two come at once."""
    if await uow.repository(ScoreSheetRepository).another_on(case.id, day, besides):
        raise Conflict("assessments.one-a-day", pointer="/happened_on")


async def _draft(
    uow: UnitOfWork, case: DevelopmentCase, template: ScoreTemplate, happened_on: date, entries: Sequence[ItemEntry]
) -> ScoreSheet:
    if len(entries) != len(template.items):
        raise Invalid(FieldError("/items", "assessments.items-of-template", len(template.items), len(entries)))
    named = [pair for i, entry in enumerate(entries) for pair in _named(f"/items/{i}/evidence", entry.evidence)]
    await ensure_documents(uow, case.id, named)
    columns, scorer = columns_of(uow, case, happened_on), acting_person(uow)
    items = [
        ScoreItem(
            id=new_id(),
            position=position,
            title=line["title"],
            kind=line["kind"],
            max_points=Decimal(line["max_points"] or 0),
            points=entry.points,
            honoured_on=entry.honoured_on,
            evidence=list(entry.evidence),
            entered_by=scorer,
        )
        for position, (line, entry) in enumerate(zip(template.items, entries, strict=True), start=1)
    ]
    _ensure_possible(items)
    return ScoreSheet(
        template_id=template.id,
        scored_by=scorer,
        state=SheetState.DRAFT.value,
        changed_at=uow.now,
        items=items,
        **columns,
    )


def _ensure_possible(items: Sequence[ScoreItem]) -> None:
    """Refuse points beyond an item's maximum, every such line named."""
    errors: list[FieldError] = []
    for index, item in enumerate(items):
        try:
            facts.ScoreItem(item.title, item.max_points, item.points)
        except Invalid as refused:
            errors.extend(FieldError(f"/items/{index}{e.pointer}", e.code, e.expected) for e in refused.errors)
    if errors:
        raise Invalid(errors)


def _named(pointer: str, ids: Sequence[UUID]) -> list[tuple[str, UUID | None]]:
    return [(f"{pointer}/{index}", document_id) for index, document_id in enumerate(ids)]


async def _open_draft(uow: UnitOfWork, sheet_id: UUID, expected_version: int) -> ScoreSheet:
    await uow.repository(CaseSubjects).hold_of(ScoreSheet, sheet_id)
    sheet = await uow.repository(ScoreSheetRepository).with_items(
        sheet_id, expected_version=expected_version, lock=True
    )
    ensure_not_own(uow, sheet.person_id)
    if not sheets.may_be_changed(SheetState(sheet.state)):
        raise Conflict("assessments.finalised")
    return sheet


def _item(sheet: ScoreSheet, position: int) -> ScoreItem:
    found = next((item for item in sheet.items if item.position == position), None)
    if found is None:
        raise NotFound("score-items.not-found")
    return found


def _tell_item(
    uow: UnitOfWork, sheet: ScoreSheet, item: ScoreItem, verb: str, before: dict[str, object] | None
) -> None:
    uow.emit(
        f"assessments:score-item:{verb}",
        sheet,
        before=before,
        after={"points": item.points, "evidence": item.evidence, "honoured_on": item.honoured_on},
        details={"case_id": sheet.case_id, "position": item.position, "verified_by": item.verified_by},
    )
