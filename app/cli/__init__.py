"""The command line for operators: ``zhibu`` or ``python -m app.cli``.

A subcommand is a module of this package with a function ``register(app: typer.Typer)``; it is found by itself. Keep the
imports of such a module light and everything else inside its functions: all of them are imported by every command.
Modules without that function are helpers and are left alone until somebody needs them. Refusals are raised as ``OperatorProblem`` and printed in Chinese and English, without a traceback and with their own exit code.
"""

import importlib
import io
import sys
from pathlib import Path

import typer

from app.cli.console import print_problem
from app.cli.misuse import misuse
from app.core.pgserver import OperatorProblem

__all__ = ["build", "main"]


def build() -> typer.Typer:
    """The application with every subcommand."""
    app = typer.Typer(
        name="zhibu",
        help="支部 Zhibu: 县级党组织工作后端 / backend for Party organisation work",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def _root() -> None:
        """Keeps subcommands as subcommands, even when there is only one."""

    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem != "__init__" and "\ndef register(" in path.read_text(encoding="utf-8"):
            importlib.import_module(f"{__name__}.{path.stem}").register(app)
    return app


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="replace"
            )  # A terminal that can't show a sign gets a question mark, not a traceback.
    try:
        sys.exit(build()(prog_name="zhibu", standalone_mode=False))
    except typer.TyperException as refused:
        sys.exit(_tell_misuse(refused))
    except OperatorProblem as problem:
        print_problem(problem)
        sys.exit(problem.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)


def _tell_misuse(refused: typer.TyperException) -> int:
    if refused.format_message():  # A group without a command has printed its help, and that is all there is to say.
        context: typer.Context | None = getattr(refused, "ctx", None)
        print_problem(misuse(refused, context.command_path if context is not None else "zhibu"))
    return refused.exit_code
