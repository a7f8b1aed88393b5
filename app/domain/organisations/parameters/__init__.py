"""Figures of organisations: founding, committees and terms, groups, powers, elections, staff."""

from app.domain.organisations.parameters import committees, elections, groups, powers, sizes, staff
from app.domain.organisations.parameters.committees import *  # noqa: F403
from app.domain.organisations.parameters.elections import *  # noqa: F403
from app.domain.organisations.parameters.groups import *  # noqa: F403
from app.domain.organisations.parameters.powers import *  # noqa: F403
from app.domain.organisations.parameters.sizes import *  # noqa: F403
from app.domain.organisations.parameters.staff import *  # noqa: F403

__all__ = [
    *sizes.__all__,
    *committees.__all__,
    *groups.__all__,
    *powers.__all__,
    *elections.__all__,
    *staff.__all__,
]
