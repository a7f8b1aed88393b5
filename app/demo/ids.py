"""Ids and citizen numbers that come from a seed."""

from datetime import date, datetime, time
from random import Random
from uuid import UUID

from app.core.clock import SHANGHAI
from app.domain.people.citizen_number import check_character

__all__ = ["SeededIds", "citizen_number"]

_AREA_CODES = tuple(f"9999{number:02d}" for number in range(1, 40))
"""Area codes that were never issued: nobody's real number can come out."""


class SeededIds:
    """UUIDv7 values in ascending order whose randomness comes from the seed; their time is the beginning of the seed's day.

    Of Shanghai's day: what people add in the morning has to come after them.
    """

    def __init__(self, random: Random, day: date) -> None:
        self._random = random
        self._milliseconds = int(datetime.combine(day, time(), SHANGHAI).timestamp() * 1000)
        self._count = 0

    def __call__(self) -> UUID:
        """Return the next id."""
        self._count += 1
        later, sequence = divmod(self._count, 4096)
        value = (self._milliseconds + later) << 80 | 7 << 76 | sequence << 64 | 2 << 62 | self._random.getrandbits(62)
        return UUID(int=value)


def citizen_number(random: Random, born_on: date, *, woman: bool, serial: int) -> str:
    """Return a number with a valid check character in an area code that is not in use."""
    area = _AREA_CODES[serial % len(_AREA_CODES)]
    order = 2 * random.randrange(500) + (0 if woman else 1)
    body = f"{area}{born_on:%Y%m%d}{order:03d}"
    return body + check_character(body)
