"""Templates: the items of score sheets and the criteria of polls, by organisation and edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.core.ids import new_id
from app.domain.assessments.facts import TemplateItem, TemplatePurpose
from app.domain.assessments.sheets import weights_add_up
from app.domain.organisations.levels import Place
from app.domain.shared.errors import Conflict, FieldError, Invalid, ensure
from app.persistence.models.assessments import ScoreTemplate, TemplateItemJson
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.assessments import ScoreTemplateRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.rules import organisation_ids
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["NewTemplate", "create_template", "replace_template", "retire_template", "template_for"]


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """An edition of a template. Criteria of a poll bring no points: ``titles`` holds them, ``items`` stays empty."""

    happened_on: date
    items: Sequence[TemplateItem] = ()
    titles: Sequence[str] = ()
    decision_number: str | None = None


async def create_template(
    uow: UnitOfWork, organisation_id: UUID, purpose: TemplatePurpose, title: str, new: NewTemplate
) -> ScoreTemplate:
    """Create the first edition of a template. Its items have to bring 100 points together."""
    place = await uow.repository(OrganisationRepository).place(organisation_id)
    template = uow.repository(ScoreTemplateRepository).add(
        _template(uow, organisation_id, place, purpose, title, new, edition=1, supersedes_id=None)
    )
    _tell(uow, template, "create")
    return template


async def replace_template(
    uow: UnitOfWork, template_id: UUID, new: NewTemplate, *, expected_version: int
) -> ScoreTemplate:
    """Put a new edition in a template's place from its first day on; sheets begun keep the edition they began with."""
    templates = uow.repository(ScoreTemplateRepository)
    old = await templates.get(template_id, expected_version=expected_version, lock=True)
    if old.retired_on is not None:
        raise Conflict("assessments.not-standing")
    if new.happened_on <= old.happened_on:
        raise Invalid(FieldError("/happened_on", "assessments.edition-later", old.happened_on, new.happened_on))
    old.retired_on = new.happened_on - timedelta(days=1)
    template = templates.add(
        _template(
            uow,
            old.organisation_id,
            place_of(old),
            TemplatePurpose(old.purpose),
            old.title,
            new,
            edition=old.edition + 1,
            supersedes_id=old.id,
        )
    )
    _tell(uow, template, "replace", old)
    return template


async def retire_template(
    uow: UnitOfWork, template_id: UUID, last_day: date, *, expected_version: int
) -> ScoreTemplate:
    """Set the last day on which a template may be used."""
    template = await uow.repository(ScoreTemplateRepository).get(
        template_id, expected_version=expected_version, lock=True
    )
    if template.retired_on is not None:
        raise Conflict("assessments.not-standing")
    if last_day < template.happened_on:
        raise Invalid(FieldError("/retired_on", "assessments.edition-later", template.happened_on, last_day))
    template.retired_on = last_day
    _tell(uow, template, "retire")
    return template


async def template_for(
    uow: UnitOfWork, case: DevelopmentCase, template_id: UUID, purpose: TemplatePurpose, on: date
) -> ScoreTemplate:
    """Return a template of the case's branch or of a body above it that may be used on *on*."""
    above = frozenset(organisation_ids(place_of(case)))
    template = await uow.repository(ScoreTemplateRepository).usable(template_id, above)
    in_use = (
        template is not None
        and template.purpose == purpose.value
        and template.happened_on <= on
        and (template.retired_on is None or on <= template.retired_on)
    )
    if template is None or not in_use:
        raise Invalid(FieldError("/template_id", "assessments.template-usable"))
    return template


def _template(
    uow: UnitOfWork,
    organisation_id: UUID,
    place: Place,
    purpose: TemplatePurpose,
    title: str,
    new: NewTemplate,
    *,
    edition: int,
    supersedes_id: UUID | None,
) -> ScoreTemplate:
    items = _items(purpose, new)
    return ScoreTemplate(
        id=new_id(),
        organisation_id=organisation_id,
        purpose=purpose.value,
        title=title,
        happened_on=new.happened_on,
        decision_number=new.decision_number,
        items=items,
        edition=edition,
        supersedes_id=supersedes_id,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        **place.columns(),
    )


def _items(purpose: TemplatePurpose, new: NewTemplate) -> list[TemplateItemJson]:
    if purpose is TemplatePurpose.OPINION_POLL:
        if new.items or not new.titles:
            raise Invalid(FieldError("/criteria", "assessments.criteria-are-titles"))
        if len(set(new.titles)) != len(new.titles):
            raise Invalid(FieldError("/criteria", "assessments.criterion-twice"))
        return [TemplateItemJson(title=title, kind="ordinary", max_points=None) for title in new.titles]
    if new.titles or not new.items:
        raise Invalid(FieldError("/items", "assessments.items-have-points"))
    ensure(weights_add_up(new.items))
    return [
        TemplateItemJson(title=item.title, kind=item.kind.value, max_points=f"{item.max_points:.2f}")
        for item in new.items
    ]


def _tell(uow: UnitOfWork, template: ScoreTemplate, verb: str, old: ScoreTemplate | None = None) -> None:
    shown = {"title": template.title, "items": template.items, "retired_on": template.retired_on}
    uow.emit(
        f"assessments:score-template:{verb}",
        template,
        before={"id": old.id, "items": old.items} if old is not None else None,
        after=shown,
        details={"purpose": template.purpose, "edition": template.edition, "happened_on": template.happened_on},
        event_type=f"assessments.score_template.{verb}d",
    )
