"""``zhibu sweep-evidence``: remove stored files that no document refers to."""

from typing import Annotated

import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("sweep-evidence")
    def _sweep(
        hours: Annotated[int, typer.Option(min=1, max=8760, help="保留时长（小时） / grace time in hours")] = 24,
    ) -> None:
        """清理无人引用的材料文件 / remove evidence files that no document refers to."""
        import asyncio

        from app.cli.console import Stages
        from app.cli.database import database
        from app.cli.migrating import require_current
        from app.cli.settings import read_settings

        stages = Stages(1)
        settings = read_settings()
        with database(settings, stages.tell):
            require_current()
            stages.next("清理材料文件", "sweeping evidence files")
            removed = asyncio.run(_removed(hours))
            stages.done(f"已清理 {removed} 个文件", f"{removed} files removed")


async def _removed(hours: int) -> int:
    from datetime import UTC, datetime, timedelta

    from app.core.config import load_settings
    from app.persistence.database import Database
    from app.persistence.evidence import EvidenceStore
    from app.services.documents import sweep_orphans

    settings = load_settings()
    if settings.database_url is None:
        raise RuntimeError("the database of a command is named in DATABASE_URL")
    opened = await Database.open(settings.database_url.get_secret_value(), settings)
    try:
        store = EvidenceStore.at(settings.evidence_dir)
        return await sweep_orphans(opened.sessions, store, older_than=datetime.now(UTC) - timedelta(hours=hours))
    finally:
        await opened.close()
