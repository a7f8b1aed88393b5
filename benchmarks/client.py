"""A small HTTP/1.1 load client: keep-alive connections on 127.0.0.1, bounded in count and time."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Call", "Rate", "measure"]


@dataclass(frozen=True, slots=True)
class Call:
    """One request, ready to send. ``expect`` is the status that counts as right."""

    payload: bytes
    expect: int = 200

    @staticmethod
    def of(
        method: str, path: str, token: str, body: bytes = b"", headers: dict[str, str] | None = None, expect: int = 200
    ) -> "Call":
        """Build a request."""
        lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", f"authorization: Bearer {token}"]
        if body or method == "POST":
            lines += ["content-type: application/json", f"content-length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        return Call(("\r\n".join(lines) + "\r\n\r\n").encode() + body, expect)


@dataclass(frozen=True, slots=True)
class Rate:
    """What was measured: calls per second, and milliseconds at the median and the 95th percentile."""

    per_second: float
    median: float
    p95: float
    calls: int


async def measure(port: int, calls: Callable[[], Call | None], *, seconds: float, connections: int = 8) -> Rate:
    """Send *calls* over some connections for *seconds*, or until there are no more of them (None).

    Raises RuntimeError on an unexpected status.
    """
    times: list[float] = []
    ends = time.perf_counter() + seconds

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            while time.perf_counter() < ends and (call := calls()) is not None:
                began = time.perf_counter()
                writer.write(call.payload)
                status, body = await _answer(reader)
                times.append(time.perf_counter() - began)
                if status != call.expect:
                    raise RuntimeError(f"{call.payload[:80]!r}: {status} {body[:300]!r}")
        finally:
            writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(connections)))
    elapsed = time.perf_counter() - began
    times.sort()
    return Rate(len(times) / elapsed, 1000 * times[len(times) // 2], 1000 * times[int(len(times) * 0.95)], len(times))


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    length = 0
    for line in head.split(b"\r\n"):
        if line[:15].lower() == b"content-length:":
            length = int(line[15:])
    return status, await reader.readexactly(length)
