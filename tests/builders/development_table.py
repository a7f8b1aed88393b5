"""A table to play at: the application, and copies of the database along the way of one walked case."""

import asyncio
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from uuid import uuid4

from fastapi import FastAPI

from app.domain.people.facts import MemberStatus
from app.main import create_app
from tests.builders.development_play import Play
from tests.builders.development_walk import Walk, start
from tests.builders.people import make_person
from tests.builders.world import World
from tests.conftest import TODAY, _execute, _on, make_settings

__all__ = ["STAGES", "StagedWalk", "Table"]

STAGES = ("start", "to_activist", "to_object", "to_assembly", "to_probationary", "to_conversion")


class StagedWalk(Walk):
    """The usual walk, of which a stage that was reached is not walked again."""

    reached: set[str]

    async def to_activist(self) -> Walk:
        return self if self._reached("to_activist") else await super().to_activist()

    async def to_object(self) -> Walk:
        return self if self._reached("to_object") else await super().to_object()

    async def to_assembly(self) -> Walk:
        return self if self._reached("to_assembly") else await super().to_assembly()

    async def to_probationary(self) -> Walk:
        return self if self._reached("to_probationary") else await super().to_probationary()

    def _reached(self, stage: str) -> bool:
        seen = self.__dict__.setdefault("reached", set())
        was = stage in seen
        seen.add(stage)
        return was


class Table:
    """The application, and a copy of the database for every stage of the way."""

    def __init__(self, server_url: str, template: str, folder: Path) -> None:
        self.server_url, self.template, self.folder = server_url, template, folder
        self.runner = asyncio.Runner()
        self.copies: dict[str, tuple[str, date, str]] = {}
        self.runner.run(self._prepare())

    async def open(self, stack: AsyncExitStack, database: str) -> FastAPI:
        self.app.state.settings = make_settings(
            _on(self.server_url, database), self.folder, access_token_seconds=86_400
        )
        await stack.enter_async_context(self.app.router.lifespan_context(self.app))
        return self.app

    async def begin(self, stack: AsyncExitStack, stage: str, proposal: str = "convert") -> Play:
        """Begin a play with a copy of a stage; a case begins where the walk stood then."""
        copy, today, case_id = self.copies[stage]
        app = await self.open(stack, await self.clone(copy))
        assert self.walk is not None
        self.walk.world.app, self.walk.case_id = app, case_id
        play = Play(self.walk, today, proposal=proposal)
        await play.move_to(today)
        return play

    async def _prepare(self) -> None:
        work = await self.clone(self.template)
        self.app = create_app(make_settings(_on(self.server_url, work), self.folder, access_token_seconds=86_400))
        self.walk: Walk | None = None
        for stage in STAGES:
            async with AsyncExitStack() as stack:
                app = await self.open(stack, work)
                play = await self._walked(app, stage)
            self.copies[stage] = (await self.clone(work), play.today, play.walk.case_id)

    async def _walked(self, app: FastAPI, stage: str) -> Play:
        if self.walk is None:
            world = World(app)
            await world.build()

            async def move(day: date) -> None:
                play.today = day
                await play.move_to(day)

            self.walk = await start(world, move, StagedWalk)
            play = Play(self.walk, TODAY)
            async with world.system() as uow:
                person = await make_person(
                    uow, world.branch.id, "柳预备", status=MemberStatus.PROBATIONARY, since=date(2024, 12, 1)
                )
            self.probationary = person.id
            for year in (2027, 2028):
                body = {"holidays": [f"{year}-01-01"], "makeup_days": [], "source": "国务院办公厅通知（演练用）"}
                assert (await self.walk.department.put(f"/api/v1/work-calendar/{year}", json=body)).status_code == 200
            self.play = play
            await self.walk.on("2025-03-03")
            await self.walk.post(
                self.walk.department,
                "/api/v1/application-form-ranges",
                {"holder_id": str(world.committee.id), "series": "LW", "first_number": 1, "last_number": 50}
                | {"width": 6, "happened_on": "2025-03-03"},
            )
        else:
            self.walk.form = self._form  # type: ignore[method-assign]
            await getattr(self.walk, stage)()
        return self.play

    async def _form(self) -> None:
        assert self.walk is not None
        await self.walk.on("2026-06-23")
        given = {"person_id": str(self.walk.candidate), "case_id": self.walk.case_id, "happened_on": "2026-06-23"}
        await self.walk.post(self.walk.organiser, "/api/v1/application-forms", given)

    async def clone(self, database: str) -> str:
        name = f"zhibu_test_{uuid4().hex[:12]}"
        await _execute(self.server_url, f"CREATE DATABASE {name} TEMPLATE {database}")
        return name

    async def close(self) -> None:
        assert self.walk is not None
        await self.walk.world.close()
