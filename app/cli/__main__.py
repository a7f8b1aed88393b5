"""``python -m app.cli``.

Everything said here is in Chinese and English, and a folder may have a Chinese name: an interpreter whose locale knows no
Chinese (``LC_ALL=POSIX`` with UTF-8 mode switched off) starts once more in UTF-8 mode. The process id stays the same.
"""

import os
import sys

from app.cli import main

if __name__ == "__main__":
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - no shell
    main()
