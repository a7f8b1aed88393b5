"""Every parameter by its id, gathered from the areas by explicit imports.

This is the one place that sees all areas, so no area may import it; services and the API read it.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import cast

from app.domain.appraisal import parameters as appraisal
from app.domain.assessments import parameters as assessments
from app.domain.ballots import parameters as ballots
from app.domain.care import parameters as care
from app.domain.development import parameters as development
from app.domain.disposal import parameters as disposal
from app.domain.dues import parameters as dues
from app.domain.floating import parameters as floating
from app.domain.inspections import parameters as inspections
from app.domain.meetings import parameters as meetings
from app.domain.organisation_life import parameters as organisation_life
from app.domain.organisations import parameters as organisations
from app.domain.people import parameters as people
from app.domain.planning import parameters as planning
from app.domain.political_review import parameters as political_review
from app.domain.publicity import parameters as publicity
from app.domain.rules import parameters as rules
from app.domain.shared.parameters import Parameter, ValueType
from app.domain.tasks import parameters as tasks
from app.domain.training import parameters as training

__all__ = ["AREAS", "PARAMETERS", "AnyParameter", "area_of"]

AnyParameter = Parameter[ValueType]

_MODULES = {
    # Lower areas first: a parameter that a higher area repeats belongs to the lower one.
    "rules": rules,
    "organisations": organisations,
    "people": people,
    "training": training,
    "assessments": assessments,
    "political_review": political_review,
    "meetings": meetings,
    "ballots": ballots,
    "publicity": publicity,
    "development": development,
    "organisation_life": organisation_life,
    "floating": floating,
    "appraisal": appraisal,
    "disposal": disposal,
    "care": care,
    "dues": dues,
    "planning": planning,
    "inspections": inspections,
    "tasks": tasks,
}

AREAS: tuple[str, ...] = tuple(_MODULES)


def _of(module: object) -> Iterable[AnyParameter]:
    for value in vars(module).values():
        if isinstance(value, Parameter):
            yield cast(AnyParameter, value)


def _gather() -> tuple[Mapping[str, AnyParameter], Mapping[str, str]]:
    found: dict[str, AnyParameter] = {}
    areas: dict[str, str] = {}
    for area, module in _MODULES.items():
        for parameter in _of(module):
            known = found.setdefault(parameter.id, parameter)
            if known is not parameter:
                raise ValueError(f"two parameters share the id {parameter.id}")
            areas.setdefault(parameter.id, area)
    return MappingProxyType(found), MappingProxyType(areas)


PARAMETERS, _AREA_OF = _gather()


def area_of(parameter_id: str) -> str:
    """Return the area that owns the parameter. Raises KeyError for an unknown id."""
    return _AREA_OF[parameter_id]
