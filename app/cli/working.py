"""A worker process: started, told to stop by every usual signal, and ended with the server that it belongs to."""

import asyncio
import os
import signal
import sys
from typing import NoReturn

from app.cli.console import Stages, console
from app.cli.database import database
from app.cli.migrating import require_current
from app.cli.settings import read_settings
from app.cli.signals import stoppable, undisturbed
from app.core.config import load_settings
from app.core.logging import configure_logging
from app.domain.catalogue import load_catalogue
from app.worker import Worker

__all__ = ["work"]

_WATCH_SECONDS = 0.25


def work(parent: int) -> int:
    """Work until stopped; return the exit code. With *parent*, be quiet, and stop when that process has ended."""
    console.quiet = bool(parent)
    stages = Stages(2)
    in_time = True
    with stoppable():
        settings = read_settings()
        stages.next("连接数据库", "reaching the database")
        with database(settings, stages.tell):
            require_current()
            stages.next("处理后台任务", "taking jobs")
            settings = load_settings(var=settings.var)  # the address of an embedded server is known only now
            configure_logging(settings.log_level)
            load_catalogue()
            in_time = _run(Worker(settings), parent, stages)
    if not in_time:
        _leave(stages)
    stages.done("已停止", "stopped")
    return 0


def _run(worker: Worker, parent: int, stages: Stages) -> bool:
    """Run the loop by hand: ``asyncio.run`` would cancel what is left, and a cancelled job counts as done."""
    undisturbed()
    loop = asyncio.new_event_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, worker.stop.set)
    beside = [loop.create_task(_tell_ready(worker, stages))]
    if parent:
        beside.append(loop.create_task(_stop_with(parent, worker)))
    in_time = loop.run_until_complete(worker.run())
    if in_time:
        for task in beside:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*beside, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
    undisturbed()
    return in_time


async def _tell_ready(worker: Worker, stages: Stages) -> None:
    await worker.ready.wait()
    stages.done("开始接收后台任务", "ready")


async def _stop_with(parent: int, worker: Worker) -> None:
    while os.getppid() == parent:  # noqa: ASYNC110 - a process that ends sets no event
        await asyncio.sleep(_WATCH_SECONDS)
    worker.stop.set()


def _leave(stages: Stages) -> NoReturn:
    """End hard: a job that is cancelled would be taken for done, one that is left is taken up by another worker."""
    stages.done("任务未能按时交还，由其他进程接手", "jobs did not hand back in time; another worker takes them up")
    sys.stderr.flush()
    os._exit(1)
