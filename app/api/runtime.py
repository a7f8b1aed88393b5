"""What one process holds while it runs: settings, connections, keys, the clock and the callers' cache."""

from dataclasses import dataclass
from datetime import date

from fastapi import FastAPI
from starlette.requests import Request

from app.api.callers import Callers
from app.core.clock import Moment, moment_now, rehearsal_moment
from app.core.config import Settings
from app.core.crypto import Keys
from app.core.passwords import Passwords
from app.core.tokens import Tokens
from app.persistence.database import Database
from app.persistence.read.rehearsal import current_moment
from app.services.identity.attempts import Attempts

__all__ = ["Runtime", "runtime_of"]


@dataclass
class Runtime:
    """The parts that requests share."""

    settings: Settings
    database: Database
    keys: Keys
    tokens: Tokens
    passwords: Passwords
    callers: Callers
    attempts: Attempts
    _rehearsed: date | None = None

    async def moment(self) -> Moment:
        """Return the moment of a request: the real one, or the rehearsal's day."""
        found = await current_moment(self.settings, self.database.reads)
        self._rehearsed = found.today
        return found

    def last_moment(self) -> Moment:
        """Return the moment to show on an answer that nothing was asked for: the day last known."""
        if self.settings.today is None:
            return moment_now()
        return rehearsal_moment(self._rehearsed or self.settings.today)


def runtime_of(source: Request | FastAPI) -> Runtime:
    """Return the runtime of the application."""
    application = source.app if isinstance(source, Request) else source
    runtime: Runtime = application.state.runtime
    return runtime
