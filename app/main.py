"""The application: built by :func:`create_app`, opened and closed by its lifespan."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from app.api import docs, health, problems
from app.api.callers import Callers
from app.api.hot import HotLane
from app.api.index import include_flat
from app.api.middleware import Edge, Origins
from app.api.openapi import describe
from app.api.runtime import Runtime
from app.api.v1 import router
from app.core import heap
from app.core.config import Settings, load_settings
from app.core.crypto import Keys
from app.core.logging import configure_logging
from app.core.passwords import Passwords
from app.core.tokens import Tokens
from app.persistence.database import Database
from app.services.identity.attempts import Attempts

__all__ = ["create_app"]

_PACKED = (
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
_ASKED_HEADERS = [
    "accept-language",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "x-request-id",
]
_TOLD_HEADERS = [
    "allow",
    "etag",
    "idempotency-replayed",
    "link",
    "location",
    "ratelimit",
    "ratelimit-policy",
    "retry-after",
    "x-request-id",
    "zhibu-rehearsal",
    "zhibu-today",
]


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application. It connects when its lifespan starts; the settings then need a ``database_url``.

    The lifespan reads ``app.state.settings``: one application can be started again with another database.
    """
    settings = settings or load_settings()
    configure_logging(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        settings: Settings = app.state.settings
        app.state.rate_limiter = None  # its counts belong to one run
        if settings.database_url is None:
            raise RuntimeError("DATABASE_URL is not set; `zhibu serve` starts the embedded server and sets it")
        database = await Database.open(settings.database_url.get_secret_value(), settings)
        tokens = Tokens(settings)
        callers = Callers(tokens, database.reads, database.dsn)
        keys = Keys.of(settings)
        passwords = Passwords(cheap=settings.password_cheap)
        attempts = Attempts(database.reads, keys, settings)
        app.state.runtime = Runtime(settings, database, keys, tokens, passwords, callers, attempts)
        callers.start()
        heap.end_start()
        try:
            yield
        finally:
            await callers.stop()
            await database.close()

    app = FastAPI(
        title="支部 Zhibu",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # would hand whole addresses on, with their ids
    )
    app.state.settings = settings
    problems.install(app)
    include_flat(app, router)
    include_flat(app, health.router)
    include_flat(app, docs.router)
    describe(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5, exclude_content_types=_PACKED)
    app.add_middleware(HotLane, application=app)
    app.add_middleware(
        Edge,
        max_in_flight=settings.max_in_flight,
        max_body=settings.max_body_bytes,
        max_upload=settings.max_upload_bytes,
    )
    if settings.cors_origins:  # outermost, so that a front-end can read the edge's refusals too
        app.add_middleware(
            Origins,
            allow_origins=list(settings.cors_origins),
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=_ASKED_HEADERS,
            expose_headers=_TOLD_HEADERS,
            max_age=3600,
        )
    return app
