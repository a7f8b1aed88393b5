"""What an operator has to know, in Chinese and English, without a traceback.

``OperatorProblem`` is the one exception that the command line prints as it is. Everything that the supervisor refuses is
one of these; anything else that escapes is a fault of ours.
"""

from __future__ import annotations

import errno
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

__all__ = ["OperatorProblem", "Said", "explain", "file_problems", "no_space", "not_writable", "read_only", "user_name"]


class Said(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str


class OperatorProblem(Exception):
    """A refusal that an operator can act on: what, why, and what to do next, in both languages."""

    def __init__(self, zh: str, en: str, *, detail: str = "", exit_code: int = 1) -> None:
        super().__init__(f"{zh}\n{en}")
        self.said = Said(zh, en)
        self.detail = detail.strip()
        self.exit_code = exit_code


def user_name(uid: int) -> str:
    """The name of a user, or the number when it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _owner(path: Path) -> str:
    for folder in (path, *path.parents):
        try:
            return user_name(folder.stat().st_uid)
        except OSError:
            continue
    return "?"


_NO_SPACE = ("no space left on device", "disk quota exceeded", "could not write to file", "file too large")
_READ_ONLY = ("read-only file system",)
_NO_NAME = ("could not look up effective user id",)


def no_space(folder: Path, detail: str = "") -> OperatorProblem:
    """The disk below `folder` is full."""
    return OperatorProblem(
        f"磁盘空间不足：{folder} 所在的磁盘已满。请清理空间，或把 ZHIBU_VAR 设到有空间的磁盘后重试。已确认写入的数据不会丢失。",
        f"The disk is full: no space left below {folder}. Free some space or point ZHIBU_VAR to another disk, "
        "then start again. Nothing that was acknowledged is lost.",
        detail=detail,
    )


def not_writable(folder: Path, detail: str = "") -> OperatorProblem:
    """The current user may not write below `folder`; names that user and the owner."""
    me, owner = user_name(os.geteuid()), _owner(folder)
    return OperatorProblem(
        f"无法写入 {folder}：当前用户 {me} 没有权限，它的所有者是 {owner}。请以该文件夹的所有者身份运行、修改其所有者，或用 ZHIBU_VAR 指定另一个文件夹。",
        f"Cannot write to {folder}: the user {me} has no permission, its owner is {owner}. Run as the owner, change "
        "the owner, or choose another folder with ZHIBU_VAR.",
        detail=detail,
    )


def read_only(folder: Path, detail: str = "") -> OperatorProblem:
    """The file system of `folder` takes no writes."""
    return OperatorProblem(
        f"{folder} 位于只读文件系统上。请用 ZHIBU_VAR 指定可写的文件夹。",
        f"{folder} is on a read-only file system. Choose a writable folder with ZHIBU_VAR.",
        detail=detail,
    )


def explain(output: str, folder: Path) -> OperatorProblem | None:
    """Turn the output of a PostgreSQL program into a problem that names the cause, or None when it is not a known one."""
    lowered = output.lower()
    if any(phrase in lowered for phrase in _NO_SPACE):
        return no_space(folder, output)
    if any(phrase in lowered for phrase in _READ_ONLY):
        return read_only(folder, output)
    if any(phrase in lowered for phrase in _NO_NAME):
        return OperatorProblem(
            "当前用户编号在系统中没有用户名，PostgreSQL 无法初始化。请使用有名字的用户运行，或设置 DATABASE_URL 使用现有数据库。",
            "The current user id has no name on this system, and PostgreSQL refuses to initialise. Run as a named user, "
            "or use an existing database through DATABASE_URL.",
            detail=output,
        )
    if "permission denied" in lowered:
        return not_writable(folder, output)
    return None


@contextmanager
def file_problems(folder: Path) -> Iterator[None]:
    """Turn the errors of the file system below `folder` into an `OperatorProblem`."""
    try:
        yield
    except OSError as error:
        detail = str(error)
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise no_space(folder, detail) from error
        if error.errno in (errno.EACCES, errno.EPERM):
            raise not_writable(folder, detail) from error
        if error.errno == errno.EROFS:
            raise read_only(folder, detail) from error
        if error.errno in (errno.ENOTDIR, errno.EEXIST):
            raise OperatorProblem(
                f"{folder} 不是文件夹，请移走这个文件，或用 ZHIBU_VAR 指定另一个文件夹。",
                f"{folder} is not a folder. Move that file away or choose another folder with ZHIBU_VAR.",
                detail=detail,
            ) from error
        raise OperatorProblem(
            f"无法使用文件夹 {folder}。请检查这个路径，或用 ZHIBU_VAR 指定另一个文件夹。",
            f"The folder {folder} cannot be used. Check the path, or choose another folder with ZHIBU_VAR.",
            detail=detail,
        ) from error
