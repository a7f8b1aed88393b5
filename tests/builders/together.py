"""The same command at once from several connections: one is done, the others are told clearly that they came too late."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx

__all__ = ["Call", "at_once", "twice"]

Call = Callable[[], Awaitable[httpx.Response]]
_UNCLEAR = frozenset({"database.conflict", "internal", "overloaded", "database.unavailable"})


async def at_once(*calls: Call) -> list[httpx.Response]:
    """Make the calls at once. None may fail for a reason that says nothing to its caller."""
    answers = list(await asyncio.gather(*(call() for call in calls)))
    for answer in answers:
        if not answer.is_success:
            told = answer.json()
            assert answer.status_code in (403, 404, 409, 412, 422), answer.text
            assert told["code"] not in _UNCLEAR, answer.text
    return answers


async def twice(call: Call) -> httpx.Response:
    """Make one call three times at once; return the answer of the one that was done."""
    answers = await at_once(call, call, call)
    done = [answer for answer in answers if answer.is_success]
    assert len(done) == 1, [answer.text for answer in answers]
    assert {answer.status_code for answer in answers if not answer.is_success} <= {409, 412}
    return done[0]
