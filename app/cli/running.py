"""From nothing to a server that answers, in numbered stages; everything started here is stopped here."""

import asyncio
import importlib
import importlib.util
import inspect

from app.cli.companion import companion
from app.cli.console import Stages
from app.cli.database import database
from app.cli.migrating import migrate, require_current
from app.cli.servelock import serve_lock
from app.cli.serving import address, serve_until_stopped, take_port
from app.cli.settings import read_settings
from app.cli.signals import stoppable
from app.cli.trythis import demo_accounts, print_page
from app.core import heap
from app.core.config import Environment, Settings
from app.core.pgserver import Said

__all__ = ["run"]


def run(*, workers: int, prepare: bool) -> None:
    """Serve until stopped. With `prepare`, migrate and load the demo county first, and print what to try.

    Order matters: the folder and the port are taken first, so that a second start and a busy port are refused before
    anything was touched.
    """
    heap.begin_start()
    stages = Stages(5 if prepare else 3)
    with stoppable():
        settings = read_settings()
        stages.next("检查文件夹和端口", "checking folder and port")
        with (
            serve_lock(settings.var, shared=settings.database_url is not None) as lock,
            take_port(settings) as listener,
        ):
            url = address(listener)
            stages.next("启动数据库", "starting the database")
            with database(settings, stages.tell) as server, companion(settings) as worker:
                if prepare:
                    stages.next("迁移数据库结构", "migrating the schema")
                    migrate()
                    stages.next("准备示范县", "preparing the demo county")
                    _seed(settings, stages)
                else:
                    require_current()
                stages.next("启动服务", "starting the server")

                def ready() -> None:
                    lock.announce(url)
                    stages.done("服务已就绪", "ready")
                    print_page(url, demo_accounts() if prepare else ())
                    if prepare:
                        worker.start()

                serve_until_stopped(listener, workers=workers, server=server, log_level=settings.log_level, ready=ready)
    stages.done("已停止", "stopped")


def _seed(settings: Settings, stages: Stages) -> None:
    if settings.environment is not Environment.DEMO:
        stages.tell(Said("非演示环境，跳过", "not a demo environment, left out"))
        return
    if importlib.util.find_spec("app.demo") is None:
        stages.tell(Said("本版本没有示范数据", "this version has no demo data"))
        return
    outcome = importlib.import_module("app.demo").seed_if_empty(stages.tell)
    if inspect.isawaitable(outcome):
        asyncio.run(_finish(outcome))


async def _finish(outcome: object) -> object:
    return await outcome if inspect.isawaitable(outcome) else outcome
