"""``zhibu openapi``: write the OpenAPI document into the repository."""

import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("openapi")
    def _openapi() -> None:
        """重新生成 openapi/v1.json / write openapi/v1.json anew."""
        from app.cli.exporting import OPENAPI, exported

        OPENAPI.parent.mkdir(exist_ok=True)
        OPENAPI.write_text(exported(), encoding="utf-8")
        typer.echo(f"{OPENAPI.name}: {OPENAPI.stat().st_size // 1024} kB")
