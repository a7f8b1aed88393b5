"""Cases and meetings by id, only to learn where a document of theirs belongs."""

from app.persistence.models.development import DevelopmentCase
from app.persistence.models.meetings import Meeting
from app.persistence.repositories.base import Repository

__all__ = ["SubjectCases", "SubjectMeetings"]


class SubjectCases(Repository[DevelopmentCase]):
    """Development cases within the caller's subtree."""

    model = DevelopmentCase


class SubjectMeetings(Repository[Meeting]):
    """Meetings within the caller's subtree."""

    model = Meeting
