"""Every way to be asked to stop ends in the same clean-up; a second request does not break it."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["closed_terminal_stops", "leave_to_parent", "stoppable", "undisturbed"]

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    undisturbed()
    raise KeyboardInterrupt


def _note(number: int, frame: FrameType | None) -> None:
    """Nothing. A handler, not SIG_IGN: ignoring would be inherited by the programs that we run."""


def _as_termination(number: int, frame: FrameType | None) -> None:
    del number, frame
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def stoppable() -> Iterator[None]:
    """Ctrl-C, SIGTERM and a closed terminal leave the block quietly, after the clean-up inside of it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    closed_terminal_stops()
    try:
        yield
    except KeyboardInterrupt:
        undisturbed()


def closed_terminal_stops() -> None:
    """A closed terminal is a termination; uvicorn would take it for a wish to restart its workers."""
    signal.signal(signal.SIGHUP, _as_termination)


def leave_to_parent(number: signal.Signals) -> None:
    """Do nothing on this signal: whoever started us gets it too and decides."""
    signal.signal(number, _note)


def undisturbed() -> None:
    """From here on the clean-up runs to its end, whoever presses Ctrl-C again."""
    for number in _SIGNALS:
        signal.signal(number, _note)
