"""The work of ``zhibu import roster``: the services of the API, with a progress bar and a table of bad rows."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from uuid import UUID

import orjson
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import select

from app.cli.console import Stages, console
from app.core.config import Settings
from app.core.crypto import Keys
from app.core.pgserver import OperatorProblem
from app.domain.catalogue import load_catalogue
from app.domain.identity.caller import Caller, CallerKind
from app.domain.identity.permissions import Permission
from app.domain.roster_imports.rows import MissingDay
from app.domain.shared.errors import Conflict
from app.persistence.database import Database
from app.persistence.models.organisations import Organisation
from app.persistence.models.roster_imports import RosterImport, RosterImportState, RosterRowState
from app.persistence.read.rehearsal import current_moment
from app.persistence.repositories.roster_imports import RosterImportRepository
from app.persistence.uow import UnitOfWork
from app.services.operations import Workplace, cancel, run_operation
from app.services.roster_imports import ReceiveRoster, explain, receive, request_apply

__all__ = ["import_roster"]

_MODES = ("all_or_nothing", "good_rows_only")
_SHOWN = 200


def import_roster(settings: Settings, stages: Stages, file: Path, code: str, mode: str | None, missing_day: str) -> int:
    """Check *file* and apply it when a mode is given; return the exit code (1 when rows are bad or nothing was done)."""
    if mode is not None and mode not in _MODES:
        raise OperatorProblem(f"--apply 只能是 {' 或 '.join(_MODES)}。", f"--apply is one of {', '.join(_MODES)}.")
    if missing_day not in list(MissingDay):
        raise OperatorProblem("--missing-day 只能是 refuse 或 first。", "--missing-day is refuse or first.")
    load_catalogue()
    try:
        return asyncio.run(_import(settings, stages, file, code, mode, MissingDay(missing_day)))
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


class _Interruption:
    """Ctrl-C and SIGTERM: a run stops at its next breath, anything else is cancelled, and so is a run at the second time.

    To cancel a run amid a statement of many rows would leave the driver waiting for an answer to what it never finished
    to ask; an exception out of nowhere would tear the statement apart.
    """

    def __init__(self, task: "asyncio.Task[int] | None") -> None:
        self.asked = False
        self._task = task
        self._running = False

    def __call__(self) -> None:
        """Take a signal."""
        if self._running and not self.asked:
            self.asked = True
        elif self._task is not None:
            self._task.cancel()

    @contextmanager
    def at_next_breath(self) -> Iterator[None]:
        """A stretch in which somebody looks at ``asked``."""
        self._running = True
        try:
            yield
        finally:
            self._running = False


async def _import(
    settings: Settings, stages: Stages, file: Path, code: str, mode: str | None, missing_day: MissingDay
) -> int:
    interruption = _Interruption(asyncio.current_task())
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, interruption)
    database = await Database.open(os.environ["DATABASE_URL"], settings)
    try:
        place = Workplace(database, Keys.of(settings), stopping=lambda: interruption.asked)
        size = (await asyncio.to_thread(file.stat)).st_size
        if size > settings.max_upload_bytes:
            most = settings.max_upload_bytes
            raise OperatorProblem(f"文件超过 {most} 字节。", f"The file is larger than {most} bytes.")
        content = await asyncio.to_thread(file.read_bytes)
        stages.next("检查名册", "checking the roster")
        async with _work(place, settings) as uow:
            organisation = await uow.session.scalar(select(Organisation).where(Organisation.code == code))
            if organisation is None:
                raise OperatorProblem(f"没有代码为 {code} 的组织。", f"No organisation has the code {code}.")
            row = await receive(
                uow, ReceiveRoster(organisation.id, file.name[:200], content, missing_day), queued=False
            )
        with _Bar("检查 / checking") as tell:
            place.on_progress = tell
            await _run(place, settings, row, interruption)
        found = await _report(place, settings, row)
        if found.state != RosterImportState.CHECKED.value:
            return 1
        stages.next("导入", "importing")
        if mode is None:
            console.print("      未指定 --apply，只作检查 / only checked: --apply was not given", style="dim")
            return int(found.rows_bad + found.rows_differ > 0)
        return await _apply(place, settings, found, mode, interruption)
    finally:
        await database.close()


@asynccontextmanager
async def _work(place: Workplace, settings: Settings) -> AsyncIterator[UnitOfWork]:
    """A unit of work of the operator, committed at the end."""
    moment = await current_moment(settings, place.database.reads)
    async with place.database.sessions() as session:
        caller = Caller(CallerKind.SYSTEM, name="zhibu import")
        uow = UnitOfWork(session, caller, moment, place.keys, Permission.ROSTER_IMPORT)
        yield uow
        await uow.commit()


async def _run(place: Workplace, settings: Settings, row: RosterImport, interruption: _Interruption) -> None:
    """Do the work here instead of in the queue. Ctrl-C cancels it; when this process is killed, a worker takes it up."""
    if row.operation_id is None:
        return
    try:
        again = await _attempt(place, row.operation_id, interruption)
        while again is not None:
            await asyncio.sleep(again)
            again = await _attempt(place, row.operation_id, interruption)
    except asyncio.CancelledError:
        async with _work(place, settings) as uow:
            await cancel(uow, row.operation_id, run_ended=True)
        raise


async def _attempt(place: Workplace, operation_id: UUID, interruption: _Interruption) -> float | None:
    """Run the operation once. Returns the seconds until it shall be tried again, or None when it has ended.

    Raises CancelledError when it was broken off; one that had ended by then has ended.
    """
    with interruption.at_next_breath():
        outcome = await run_operation(place, operation_id)
    if outcome.again_after is None:
        return None
    if interruption.asked:
        raise asyncio.CancelledError
    return outcome.again_after.total_seconds()


async def _apply(
    place: Workplace, settings: Settings, found: RosterImport, mode: str, interruption: _Interruption
) -> int:
    try:
        async with _work(place, settings) as uow:
            asked = await request_apply(uow, found.id, mode, expected_version=found.version, queued=False)
    except Conflict as refused:
        title, remedy = explain({"code": refused.code, "actual": refused.facts.get("actual")}, "zh")
        english, _ = explain({"code": refused.code, "actual": refused.facts.get("actual")}, "en")
        raise OperatorProblem(f"{title}。{remedy}", english) from None
    with _Bar("导入 / importing") as tell:
        place.on_progress = tell
        await _run(place, settings, asked, interruption)
    async with _work(place, settings) as uow:
        done = await uow.session.get_one(RosterImport, found.id)
    if done.state != RosterImportState.APPLIED.value:
        raise OperatorProblem("导入中断，没有写入任何数据。", "The import was interrupted; nothing was written.")
    console.print(f"      已导入 {done.rows_applied} 人 / {done.rows_applied} persons imported")
    return 0


async def _report(place: Workplace, settings: Settings, row: RosterImport) -> RosterImport:
    """Print what the check found: bad rows on standard output, one a line."""
    async with _work(place, settings) as uow:
        found = await uow.session.get_one(RosterImport, row.id, populate_existing=True)
        imports = uow.repository(RosterImportRepository)
        if found.problem is not None:
            zh, remedy = explain(found.problem | {"actual": found.problem.get("what")}, "zh")
            console.print(f"      {zh} {remedy}", style="red")
            return found
        for state in (RosterRowState.BAD, RosterRowState.DIFFERS):
            for bad in await imports.rows(row.id, state, 0, _SHOWN):
                for problem in bad.problems:
                    title, _ = explain(problem, "zh")
                    line = {
                        "row": bad.row_number,
                        "column": problem["column"],
                        "code": problem["code"],
                        "problem": title,
                    }
                    print(orjson.dumps(line).decode())
        console.print(
            f"      共{found.rows_total}行：可导入{found.rows_good}，已有{found.rows_known}，"
            f"不同{found.rows_differ}，有误{found.rows_bad} / {found.rows_total} rows: {found.rows_good} good,"
            f" {found.rows_known} known, {found.rows_differ} differ, {found.rows_bad} bad"
        )
        return found


class _Bar:
    """A progress bar on standard error; gives the function that moves it."""

    def __init__(self, title: str) -> None:
        self._progress = Progress(
            TextColumn("      {task.description}"), BarColumn(), TimeElapsedColumn(), console=console
        )
        self._task = self._progress.add_task(title, total=100)

    def __enter__(self) -> "_Bar":
        self._progress.start()
        return self

    def __call__(self, percent: int) -> None:
        self._progress.update(self._task, completed=percent)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
