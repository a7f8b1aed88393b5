"""How tasks follow duties, and how they stand on a day."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from app.domain.tasks.changes import Known, changes
from app.domain.tasks.facts import Owed, TaskState, state_on

OWNER = uuid4()
MARCH, JUNE, SEPTEMBER = date(2026, 3, 2), date(2026, 6, 2), date(2026, 9, 2)


def owed(
    kind: str = "half_yearly_review",
    starts_on: date = MARCH,
    due_on: date = SEPTEMBER,
    done: date | None = None,
    earlier: frozenset[date] = frozenset(),
) -> Owed:
    return Owed(kind, starts_on, due_on, OWNER, done_on=done, earlier=earlier)


def known(of: Owed, *, done: date | None = None, withdrawn: date | None = None) -> Known:
    return Known(UUID(int=7), of.kind, of.starts_on, of.due_on, OWNER, done, withdrawn)


def test_a_new_duty_becomes_a_task_once() -> None:
    duty = owed()

    assert changes([duty], []).create == (duty,)
    assert changes([duty], [known(duty)]) == changes([], [])


def test_a_corrected_day_moves_the_task() -> None:
    before, after = owed(due_on=JUNE), owed(due_on=SEPTEMBER)

    assert changes([after], [known(before)]).revise == ((UUID(int=7), after),)


def test_a_duty_ends_on_the_day_the_next_attempt_starts() -> None:
    first = owed(starts_on=MARCH)
    second = owed(starts_on=JUNE, due_on=date(2026, 12, 2), earlier=frozenset({MARCH}))

    moved = changes([second], [known(first)])

    assert (moved.create, moved.finish, moved.withdraw) == ((second,), ((UUID(int=7), JUNE),), ())


@pytest.mark.parametrize("corrected", [date(2026, 3, 1), date(2026, 3, 3)])
def test_a_duty_whose_first_day_is_corrected_was_never_fulfilled(corrected: date) -> None:
    before, after = owed(starts_on=MARCH), owed(starts_on=corrected)

    moved = changes([after], [known(before)])

    assert (moved.create, moved.finish, moved.withdraw) == ((after,), (), (UUID(int=7),))


def test_a_duty_that_is_owed_no_longer_is_withdrawn_and_may_come_back() -> None:
    duty = owed()

    assert changes([], [known(duty)]).withdraw == (UUID(int=7),)
    assert changes([duty], [known(duty, withdrawn=JUNE)]).revise == ((UUID(int=7), duty),)


def test_what_was_done_stays_done() -> None:
    later = owed(starts_on=JUNE, earlier=frozenset({MARCH}))

    assert changes([], [known(owed(), done=JUNE)]) == changes([], [])
    assert changes([later], [known(owed(), done=JUNE)]).withdraw == ()
    assert changes([owed("oath")], [known(owed(), done=JUNE)]).withdraw == ()


def test_what_was_done_is_not_listed_twice_when_its_first_day_is_corrected() -> None:
    before, after = owed(done=JUNE), owed(starts_on=date(2026, 3, 3), done=JUNE)

    moved = changes([after], [known(before, done=JUNE)])

    assert (moved.create, moved.withdraw) == ((after,), (UUID(int=7),))


@pytest.mark.parametrize(
    ("_case", "day", "state"),
    [
        ("fifteen days before", date(2026, 8, 18), TaskState.COMING),
        ("fourteen days before", date(2026, 8, 19), TaskState.DUE),
        ("on the due day", SEPTEMBER, TaskState.DUE),
        ("the day after", date(2026, 9, 3), TaskState.OVERDUE),
    ],
)
def test_the_state_follows_from_the_day(_case: str, day: date, state: TaskState) -> None:
    assert state_on(day, due_on=SEPTEMBER, done_on=None, withdrawn_on=None) is state


def test_tasks_behind_one_that_stays_are_looked_at_too() -> None:
    stays, gone = owed(), owed("oath")
    ended = replace(known(gone), id=UUID(int=8))

    assert changes([stays], [known(stays), ended]).withdraw == (UUID(int=8),)
