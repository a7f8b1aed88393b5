"""``zhibu health``: does the server of these settings answer? For health checks of containers and for scripts."""

import http.client
import os

import typer

__all__ = ["register"]

_SECONDS = 4


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("health")
    def _health() -> None:
        """服务是否正常 / does the server answer; exit code 0 or 1."""
        # Read directly: a check that runs every few seconds should not load the settings, let alone make keys.
        port = int(os.environ.get("ZHIBU_PORT") or 8000)
        host = os.environ.get("ZHIBU_HOST") or "127.0.0.1"
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
        line = http.client.HTTPConnection(host, port, timeout=_SECONDS)
        try:
            line.request("GET", "/healthz")
            status = line.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            typer.echo(f"{type(error).__name__}: {error}", err=True)
            raise typer.Exit(1) from None
        finally:
            line.close()
        typer.echo(status)
        raise typer.Exit(0 if status == 200 else 1)
