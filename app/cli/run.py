"""``zhibu run`` (what ``make run`` does) and ``zhibu serve``."""

from typing import Annotated

import typer

__all__ = ["register"]

Workers = Annotated[int, typer.Option(min=1, max=64, help="进程数 / number of processes")]


def register(app: typer.Typer) -> None:
    """Add both commands."""

    @app.command("run")
    def _run(workers: Workers = 1) -> None:
        """启动演示环境：数据库、迁移、示范县、服务 / everything at once: database, migrations, demo county, server."""
        from app.cli.running import run

        run(workers=workers, prepare=True)

    @app.command("serve")
    def _serve(workers: Workers = 1) -> None:
        """只启动服务，数据库须已迁移 / the server alone; the database has to be migrated."""
        from app.cli.running import run

        run(workers=workers, prepare=False)
