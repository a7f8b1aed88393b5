"""The application: built by :func:`create_app`, opened and closed by its lifespan."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from app.api import operations, problems
from app.api.callers import Callers
from app.api.hot import HotLane
from app.api.middleware import Edge
from app.api.openapi import describe
from app.api.runtime import Runtime
from app.api.v1 import router
from app.core.config import Settings, load_settings
from app.core.crypto import Keys
from app.core.logging import configure_logging
from app.core.passwords import Passwords
from app.core.tokens import Tokens
from app.persistence.database import Database

__all__ = ["create_app"]


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application. It connects when its lifespan starts; the settings then need a ``database_url``."""
    settings = settings or load_settings()
    configure_logging(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if settings.database_url is None:
            raise RuntimeError("DATABASE_URL is not set; `zhibu serve` starts the embedded server and sets it")
        database = await Database.open(settings.database_url.get_secret_value(), settings)
        tokens = Tokens(settings)
        callers = Callers(tokens, database.reads, database.dsn)
        app.state.runtime = Runtime(
            settings, database, Keys.of(settings), tokens, Passwords(cheap=settings.password_cheap), callers
        )
        callers.start()
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
    )
    problems.install(app)
    app.include_router(router)
    app.include_router(operations.router)
    describe(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(HotLane, application=app)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=["*"],
            allow_headers=["authorization", "content-type", "if-match", "if-none-match", "idempotency-key"],
            expose_headers=["etag", "link", "location", "retry-after", "x-request-id", "zhibu-today"],
        )
    app.add_middleware(
        Edge,
        max_in_flight=settings.max_in_flight,
        max_body=settings.max_body_bytes,
        max_upload=settings.max_upload_bytes,
    )
    return app
