"""The server's side of a connection: bytes that are no request are answered as problems, and nobody holds one for ever.

uvicorn speaks HTTP through httptools; this class is set by its ``http`` option. What it adds:

- whatever cannot be read as HTTP/1.0 or 1.1 is a problem with a request id, and the connection ends after it;
- a request head is bounded in bytes, fields and time; so are trailers, extensions of chunks, and a body that nobody reads;
- more connections than the process takes on are told to come back, and ended;
- trailers stay out of the headers: a proxy that judges headers does not see them;
- HTTP/1.1 names exactly one host; nothing is upgraded.
"""

import asyncio
from typing import Any, cast

import httptools
from starlette.requests import Request
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from app.api import problems
from app.api.metrics import count
from app.api.middleware import request_id_of
from app.core.logging import log_request
from app.domain.shared.errors import DomainError, Overloaded

__all__ = ["HttpProtocol"]

_MOST_HEAD_BYTES = 65_536
_MOST_FIELDS = 100
_MOST_ADDRESS_BYTES = 60_000
"""A reason of 4000 characters takes 36,000 in a query; the parser of addresses ends at 65,535."""
_HEAD_SECONDS = 20.0
"""A head must be there so long after the connection was made or after its first byte."""
_REST_SECONDS = 5.0
"""The rest of a body that was answered before it had come is waited for so long."""
_WRITE_SECONDS = 60.0
"""A reader who takes nothing for so long is gone."""
_LINGER_SECONDS = 2.0
"""What is still on its way is read and dropped for so long: a reset would take the answer with it."""


class _Refused(Exception):
    """Raised out of the parser's callbacks, which give nothing but an error of the parser to the outside."""


class HttpProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.headers = []
        self._in_head = True
        self._unframed = 0  # bytes since the last thing that counts as progress
        self._fields = 0
        self._fault: DomainError | None = None
        self._most, self.limit_concurrency = self.limit_concurrency, None  # the class above would say it in plain text
        self._ended = False  # refused: what comes now is dropped
        self._deadline: asyncio.TimerHandle | None = None
        self._writing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a first request, for a while."""
        super().connection_made(transport)
        self._expect_within(_HEAD_SECONDS)
        if self._most is not None and len(self.connections) > self._most:
            self._refuse(Overloaded())

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers."""
        super().connection_lost(exc)
        for timer in (self._deadline, self._writing):
            if timer is not None:
                timer.cancel()

    def data_received(self, data: bytes) -> None:
        """Read on. Whatever fails is refused here and not by the class above, which says it in plain text."""
        if self._ended:
            return
        self._unset_keepalive_if_required()
        self._unframed += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self.cycle.keep_alive = False  # what follows would be in a language that nobody here speaks
        except httptools.HttpParserError:
            self._refuse(self._fault or DomainError("request.malformed-http"))
            return
        if self._unframed > _MOST_HEAD_BYTES:
            self._refuse(DomainError("request.head-too-large"))
        elif self._in_head and self._unframed and self._deadline is None:
            self._expect_within(_HEAD_SECONDS)

    def on_message_begin(self) -> None:
        """Begin a head."""
        super().on_message_begin()
        self._in_head, self._fields = True, 0

    def on_url(self, url: bytes) -> None:
        """Take a part of the address."""
        super().on_url(url)
        if len(self.url) > _MOST_ADDRESS_BYTES:
            self._stop("request.address-too-long")

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header. Trailers come this way too, long after the headers were looked at: they are left out."""
        self._fields += 1
        if self._fields > _MOST_FIELDS:
            self._stop("request.head-too-large")
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to work on a request whose head is sound."""
        version = self.parser.get_http_version()
        if version not in ("1.0", "1.1"):
            self._stop("request.http-version")
        size, hosts, sound = 0, 0, b"#" not in self.url
        for name, value in self.headers:
            size += len(name) + len(value)
            if name == b"host":
                hosts += 1
            elif name == b"transfer-encoding" and (version == "1.0" or value.strip().lower() != b"chunked"):
                sound = False  # where the body ends would be anybody's guess
        if not sound or hosts > 1 or (hosts == 0 and version == "1.1"):
            self._stop("request.malformed-http")
        if size > _MOST_HEAD_BYTES:
            self._stop("request.head-too-large")
        self._progress()
        self._expect_within(None)
        super().on_headers_complete()
        self._in_head = False

    def on_chunk_header(self) -> None:
        """Note that a chunk begins."""
        self._progress()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._progress()
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Note the end of a request."""
        self._progress()
        super().on_message_complete()
        self._in_head, self.headers = True, []
        if self.cycle.response_complete:
            self._expect_within(_REST_SECONDS)

    def on_response_complete(self) -> None:
        """After an answer: tell a later request that it was none, or do not wait long for a body that nobody reads."""
        more = bool(self.pipeline)
        super().on_response_complete()
        if self.transport.is_closing():
            return
        if self._ended and self._fault is not None and not more:
            self._tell(self._fault)
        elif not self._in_head and self.cycle.response_complete:
            self._expect_within(_REST_SECONDS)

    def pause_writing(self) -> None:
        """Begin to wait for a reader."""
        super().pause_writing()
        self._writing = self.loop.call_later(_WRITE_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The reader reads."""
        super().resume_writing()
        if self._writing is not None:
            self._writing.cancel()

    def _progress(self) -> None:
        self._unframed = 0

    def _stop(self, fault: str) -> None:
        self._fault = DomainError(fault)
        raise _Refused

    def _expect_within(self, seconds: float | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None if seconds is None else self.loop.call_later(seconds, self._too_late)

    def _too_late(self) -> None:
        if self._in_head and self._unframed:
            self._refuse(DomainError("request.timeout"))
        else:
            self.transport.close()

    def _refuse(self, fault: DomainError) -> None:
        """Answer what could not be read, after the requests that came before it on the same connection."""
        self._fault, self._ended = fault, True
        cycle = cast("RequestResponseCycle | None", self.cycle)
        if cycle is None or cycle.response_complete:
            self._tell(fault)
        elif self._in_head:
            return  # what came before is answered first
        elif self.pipeline:  # the broken body belongs to a request that waits for others
            self.pipeline.popleft()
        else:
            cycle.disconnected = True  # nothing is done with half a body
            cycle.message_event.set()
            if cycle.response_started:
                self.transport.close()
            else:
                self._tell(fault)

    def _tell(self, fault: DomainError) -> None:
        """Write the refusal and end the connection."""
        scope = {"type": "http", "headers": self.headers}
        told = scope["zhibu.request_id"] = request_id_of(scope)
        response = problems.answer(Request(scope), fault)
        headers = [
            *self.server_state.default_headers,
            *response.raw_headers,
            (b"x-request-id", told.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"connection", b"close"),
        ]
        lines = b"".join(b"%b: %b\r\n" % header for header in headers)
        self.transport.write(STATUS_LINE[response.status_code] + lines + b"\r\n" + bytes(response.body))
        count("OTHER", "-", response.status_code, 0.0)
        log_request(told, "OTHER", "-", response.status_code, 0.0)
        self._unset_keepalive_if_required()
        if self.transport.can_write_eof():
            self.transport.write_eof()
            self._in_head = False
            self._expect_within(_LINGER_SECONDS)
        else:
            self.transport.close()
