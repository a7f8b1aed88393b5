"""Schemas of meetings, by what is done at which time."""

from app.api.v1.meetings.schemas import convening, course, grounds, meeting, officers, roll
from app.api.v1.meetings.schemas.convening import *  # noqa: F403
from app.api.v1.meetings.schemas.course import *  # noqa: F403
from app.api.v1.meetings.schemas.grounds import *  # noqa: F403
from app.api.v1.meetings.schemas.meeting import *  # noqa: F403
from app.api.v1.meetings.schemas.officers import *  # noqa: F403
from app.api.v1.meetings.schemas.roll import *  # noqa: F403

__all__ = [
    *convening.__all__,
    *grounds.__all__,
    *roll.__all__,
    *officers.__all__,
    *course.__all__,
    *meeting.__all__,
]
