"""``python -m app.cli``, in an interpreter that can be relied upon.

Everything said here is in Chinese and English, and a folder may have a Chinese name: an interpreter whose locale knows no
Chinese (``LC_ALL=POSIX`` with UTF-8 mode switched off) starts once more in UTF-8 mode. So does one that was started with
standard streams closed, after they were opened upon nothing: a lock or a socket must not get the number of a stream. The
process id stays the same.
"""

import os
import sys

from app.cli import main

__all__ = ["open_closed_streams"]


def open_closed_streams() -> bool:
    """Open what is closed of the standard streams upon nothing; tell whether that was needed."""
    found = False
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # The lowest free number is this one.
            found = True
    return found


if __name__ == "__main__":
    if open_closed_streams() or (sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode):
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - no shell
    main()
