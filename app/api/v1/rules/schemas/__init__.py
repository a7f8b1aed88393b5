"""Schemas of rules, profiles, adoptions, what-if questions and the working-day calendar."""

from app.api.v1.rules.schemas import adoptions, calendar, evaluations, rulebook, values
from app.api.v1.rules.schemas.adoptions import *  # noqa: F403
from app.api.v1.rules.schemas.calendar import *  # noqa: F403
from app.api.v1.rules.schemas.evaluations import *  # noqa: F403
from app.api.v1.rules.schemas.rulebook import *  # noqa: F403
from app.api.v1.rules.schemas.values import *  # noqa: F403

__all__ = [
    *values.__all__,
    *rulebook.__all__,
    *adoptions.__all__,
    *evaluations.__all__,
    *calendar.__all__,
]
