"""The garbage collector during the start of a process: modules and routes are made to stay, so nobody looks for garbage.

Left on, it walks the growing heap again and again (a third of the time to the first answer) and once more in the middle
of requests later. What stands when the process is ready is set aside for good.
"""

import gc

__all__ = ["begin_start", "end_start"]

_starting = False


def begin_start() -> None:
    """Stop collecting until :func:`end_start`."""
    global _starting
    _starting = True
    gc.disable()


def end_start() -> None:
    """Set aside all that stands and collect again. Nothing happens in a process that began otherwise."""
    global _starting
    if _starting:
        _starting = False
        gc.freeze()
        gc.enable()
