"""``zhibu demo``: fill an empty database with the demo county."""

from typing import Annotated

import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("demo")
    def _demo(
        members: Annotated[int, typer.Option(min=200, max=5_000_000, help="党员人数 / number of members")] = 20_135,
    ) -> None:
        """生成示范县数据（仅限空库）/ fill an empty database with the demo county."""
        import asyncio

        from app.cli.console import Stages
        from app.cli.database import database
        from app.cli.migrating import migrate
        from app.cli.settings import read_settings
        from app.core.pgserver import OperatorProblem
        from app.demo import seed

        stages = Stages(1)
        settings = read_settings()
        with database(settings, stages.tell):
            migrate()
            stages.next("生成示范县", "making the demo county")
            if not asyncio.run(seed(members)):
                raise OperatorProblem(
                    "数据库已有数据，示范县只能装入空库。",
                    "There are data already; the demo county needs an empty database.",
                )
            stages.done("完成", "done")
