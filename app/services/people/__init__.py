"""People: register, change status, transfer, correct; who has the vote on a day.

Other areas call :func:`change_status`, :func:`transfer`, :func:`electorate_on`, :func:`standing_on`, :func:`person_facts`.
"""

from app.services.people.corrections import CorrectPerson, correct_person
from app.services.people.duplicates import resolve_duplicate
from app.services.people.groups import assign_to_group
from app.services.people.history import correct_episode, corrections_of
from app.services.people.registering import RegisterPerson, UpdatePerson, register_person, update_person
from app.services.people.restrictions import end_restriction, restrict
from app.services.people.standing import citizen_number_of, electorate_on, person_facts, standing_on
from app.services.people.statuses import change_status, transfer

__all__ = [
    "CorrectPerson",
    "RegisterPerson",
    "UpdatePerson",
    "assign_to_group",
    "change_status",
    "citizen_number_of",
    "correct_episode",
    "correct_person",
    "corrections_of",
    "electorate_on",
    "end_restriction",
    "person_facts",
    "register_person",
    "resolve_duplicate",
    "restrict",
    "standing_on",
    "transfer",
    "update_person",
]
