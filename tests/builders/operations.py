"""Following long work in tests, as a client does."""

import asyncio
import time

import httpx

__all__ = ["ended", "rested"]

_PATIENCE = 60.0


async def ended(client: httpx.AsyncClient, operation_id: object, patience: float = _PATIENCE) -> dict[str, object]:
    """Return an operation once it has ended."""
    deadline = time.monotonic() + patience
    while True:
        answer = await client.get(f"/api/v1/operations/{operation_id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, object] = answer.json()
        if found["state"] in ("succeeded", "failed", "cancelled"):
            return found
        assert time.monotonic() < deadline, found
        await asyncio.sleep(0.02)


async def rested(client: httpx.AsyncClient, answer: httpx.Response) -> dict[str, object]:
    """Return what an accepted call works on (its own address is in the operation), once the work has ended."""
    operation = await ended(client, answer.json()["operation_id"])
    found: dict[str, object] = (await client.get(str(operation["resource"]))).json()
    return found
