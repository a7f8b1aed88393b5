"""``zhibu migrate``."""

from typing import Annotated

import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("migrate")
    def _migrate(revision: Annotated[str, typer.Argument(help="到哪个版本 / up to which revision")] = "head") -> None:
        """迁移数据库结构 / bring the schema of the database up to date."""
        from app.cli.console import Stages
        from app.cli.database import database
        from app.cli.migrating import migrate
        from app.cli.settings import read_settings
        from app.cli.signals import stoppable

        stages = Stages(2)
        with stoppable():
            settings = read_settings()
            stages.next("准备数据库", "preparing the database")
            with database(settings, stages.tell):
                stages.next("迁移数据库结构", "migrating the schema")
                migrate(revision)
            stages.done("完成", "done")
