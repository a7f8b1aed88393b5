"""From nothing to a server that answers, in numbered stages; everything started here is stopped here."""

from collections.abc import Sequence

from app.cli.companion import companion
from app.cli.console import Stages
from app.cli.database import database
from app.cli.migrating import migrate, require_current
from app.cli.servelock import serve_lock
from app.cli.serving import address, serve_until_stopped, take_port
from app.cli.settings import read_settings
from app.cli.signals import stoppable
from app.cli.trythis import AccountLike, demo_accounts, print_page
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
                accounts: Sequence[AccountLike] = ()
                if prepare:
                    stages.next("迁移数据库结构", "migrating the schema")
                    migrate()
                    stages.next("准备示范县", "preparing the demo county")
                    accounts = demo_accounts() if _seed(settings, stages) else ()
                else:
                    require_current()
                stages.next("启动服务", "starting the server")

                def ready() -> None:
                    lock.announce(url)
                    stages.done("服务已就绪", "ready")
                    if prepare:
                        worker.start()
                    print_page(url, accounts)

                serve_until_stopped(listener, settings, workers=workers, server=server, ready=ready)
    stages.done("已停止", "stopped")


def _seed(settings: Settings, stages: Stages) -> bool:
    """Load the demo county where there is nothing yet; tell whether its accounts are there to be tried."""
    if settings.environment is not Environment.DEMO:
        stages.tell(Said("非演示环境，跳过", "not a demo environment, left out"))
        return False
    from app.demo import seed_if_empty

    return seed_if_empty(stages.tell)
