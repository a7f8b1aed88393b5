"""``zhibu worker``: run the jobs of the queue."""

from typing import Annotated

import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("worker")
    def _worker(
        parent: Annotated[int, typer.Option(hidden=True, help="pid of the server that this worker belongs to")] = 0,
    ) -> None:
        """处理后台任务（导入、清理），可在多台机器上运行多个 / run the jobs of the queue; any number, on any machine."""
        from app.cli.working import work

        raise typer.Exit(work(parent))
