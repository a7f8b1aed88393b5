"""``zhibu check``: what the code says against what was generated from it."""

import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the group of checks."""
    checks = typer.Typer(help="检查代码与生成物是否一致 / generated things against the code", no_args_is_help=True)
    app.add_typer(checks, name="check")

    @checks.command("migrations")
    def _migrations() -> None:
        """迁移与模型一致，且可回退 / the migrations make what the models say, and go back."""
        import asyncio

        from app.core.pgserver import OperatorProblem, ensure_database, temporary
        from app.persistence.drift import by_migrations, by_models, differences, migrate_there_and_back

        with temporary() as server:
            models, migrated = server.dsn("models"), server.dsn("migrated")
            for dsn in (models, migrated):
                ensure_database(dsn)
            migrate_there_and_back(migrated)
            found = differences(asyncio.run(by_models(models)), asyncio.run(by_migrations(migrated)))
        if found:
            raise OperatorProblem(
                f"迁移与模型有 {len(found)} 处不一致。",
                f"Migrations and models differ in {len(found)} places.",
                detail="\n".join(found),
            )
        typer.echo("migrations and models agree; downgrade and upgrade work")

    @checks.command("openapi")
    def _openapi() -> None:
        """openapi/v1.json 与代码一致 / openapi/v1.json is what the code says."""
        from app.cli.exporting import OPENAPI, exported
        from app.core.pgserver import OperatorProblem

        if not OPENAPI.exists() or OPENAPI.read_text(encoding="utf-8") != exported():
            raise OperatorProblem(
                "openapi/v1.json 已过时，请运行 make openapi。", "openapi/v1.json is out of date; run make openapi."
            )
        typer.echo("openapi/v1.json is up to date")
