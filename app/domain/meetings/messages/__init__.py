"""What is asked of a meeting, and what to do about it, in both languages."""

from app.domain.meetings.messages import convening, course, officers, roll, talks
from app.domain.shared.messages import register

__all__ = ["MESSAGES"]

MESSAGES = register(
    (
        *convening.MESSAGES,
        *roll.MESSAGES,
        *officers.MESSAGES,
        *talks.MESSAGES,
        *course.MESSAGES,
    )
)
