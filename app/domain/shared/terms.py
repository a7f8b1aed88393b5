"""Terms of months that are measured by the law of the day on which they are looked at, not of the day they began.

Where a gate asks on the day of an act whether enough months are over, or not too many, the day on which its answer turns
follows from the law of every day in between. It does not hang on the day of the question, so that a task keeps its day
until a fact or the law changes.
"""

from datetime import date, timedelta

from app.domain.shared.days import add_months
from app.domain.shared.parameters import Law, Parameter, Value

__all__ = ["first_day_after", "first_day_of"]


def first_day_of(parameter: Parameter[int], law: Law, start: date) -> tuple[date, Value[int]] | None:
    """Return the first day by which the months that are in force on that very day are over since *start*, with the value.

    A shorter term that is over already counts from the day on which it comes into force. None where nothing ever sets one.
    """
    return _first(parameter, law, start, timedelta(0))


def first_day_after(parameter: Parameter[int], law: Law, start: date) -> tuple[date, Value[int]] | None:
    """Return the first day that lies behind the months that are in force on that very day since *start*, with the value.

    The day before is the last in time.
    """
    return _first(parameter, law, start, timedelta(days=1))


def _first(parameter: Parameter[int], law: Law, start: date, past: timedelta) -> tuple[date, Value[int]] | None:
    days = [start, *sorted(day for day in law.turns(parameter) if day > start)]
    for day, following in zip(days, [*days[1:], None], strict=True):
        value = law.value(parameter, day)
        if value is None:
            continue
        reached = max(day, add_months(start, value.value) + past)
        if following is None or reached < following:
            return reached, value
    return None
