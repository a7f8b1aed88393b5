"""``zhibu import roster``: check a roster and, when asked, import it."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["register"]

_INTERRUPTED = 130


def register(app: typer.Typer) -> None:
    """Add the command."""
    imports = typer.Typer(help="导入 / import", no_args_is_help=True)
    app.add_typer(imports, name="import")

    @imports.callback()
    def _import() -> None:
        """Keeps ``import`` a group, even with one command."""

    @imports.command("roster")
    def _roster(
        file: Annotated[
            Path, typer.Argument(help="XLSX 或 CSV 名册 / the roster, XLSX or CSV", exists=True, dir_okay=False)
        ],
        organisation: Annotated[str, typer.Option(help="组织代码 / code of the organisation")],
        apply: Annotated[
            str | None, typer.Option(help="all_or_nothing 或 good_rows_only；不填只检查 / nothing: only check")
        ] = None,
        missing_day: Annotated[
            str, typer.Option(help="缺日：refuse 或 first / a missing day: refuse or first")
        ] = "refuse",
    ) -> None:
        """检查并导入党员名册 / check a roster and import it."""
        from app.cli.console import Stages
        from app.cli.database import database
        from app.cli.migrating import require_current
        from app.cli.roster import import_roster
        from app.cli.settings import read_settings
        from app.cli.signals import stoppable

        stages = Stages(3)
        code = _INTERRUPTED
        with stoppable():
            settings = read_settings()
            stages.next("准备数据库", "preparing the database")
            with database(settings, stages.tell):
                require_current()
                code = import_roster(settings, stages, file, organisation, apply, missing_day)
            stages.done("完成", "done")
        raise typer.Exit(code)
