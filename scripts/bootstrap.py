#!/usr/bin/env python3
"""Make .venv ready: virtual environment, hash-locked install, the project itself. Quick when nothing changed.

    python3 scripts/bootstrap.py run|dev

Runs on the machine's own Python with nothing but the standard library, so the syntax stays old enough for a too old
interpreter to reach the message that says so. The packages come from whatever index the machine's pip is set up for.
uv does the installing when it can be had (seconds instead of most of a minute); plain pip does it otherwise.
"""

import ast
import errno
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.environ.get("ZHIBU_VENV") or os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
UV_LOCK = "requirements-bootstrap.lock"

# What pip is told about its index is told to uv under these names; uv does not read pip's settings.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}


class Stop(Exception):
    """A refusal in Chinese and English, with the output that led to it."""

    def __init__(self, zh, en, output=""):
        super().__init__(zh, en)
        self.zh, self.en, self.output = zh, en, output


def say(zh, en):
    """One line of progress on standard error."""
    print("==> " + zh + " / " + en, file=sys.stderr, flush=True)


def main(kind):
    """Bring .venv up to date for `run` (the service) or `dev` (tests and checks as well)."""
    if sys.version_info < (3, 11):
        raise Stop(
            f"需要 Python 3.11 或更高版本，当前是 {VERSION}。可用 make PYTHON=/path/to/python3.11 指定。",
            f"Python 3.11 or later is needed, this is {VERSION}. Choose one with make PYTHON=/path/to/python3.11.",
        )
    with open(os.path.abspath(__file__)) as myself:
        _wait_for_turn(myself)
        if _fresh(kind):
            return
        started = time.monotonic()
        _make_environment()
        _install(LOCKS[kind])
        _link_project()
        _write_stamps(kind)
        seconds = time.monotonic() - started
        say(f"依赖安装完毕（{seconds:.0f} 秒）", f"packages are installed ({seconds:.0f} s)")


def _wait_for_turn(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("另一个 make 正在安装，等待它完成", "another make is installing, waiting for it")
        fcntl.flock(file, fcntl.LOCK_EX)


def _stamp_file(kind):
    return os.path.join(VENV, f"zhibu-{kind}.stamp")


def _stamp(kind):
    with open(os.path.join(ROOT, LOCKS[kind]), "rb") as lock:
        digest = hashlib.sha256(lock.read()).hexdigest()
    return f"{digest} {VERSION} {ROOT}\n"


def _fresh(kind):
    try:
        with open(_stamp_file(kind)) as file:
            return file.read() == _stamp(kind) and os.access(PYTHON, os.X_OK)
    except OSError:
        return False


def _write_stamps(kind):
    kinds = [kind]
    if kind == "dev" and _pins("run") <= _pins("dev"):
        kinds.append("run")
    for other in LOCKS:
        if os.path.exists(_stamp_file(other)):
            os.unlink(_stamp_file(other))
    for done in kinds:
        with open(_stamp_file(done), "w") as file:
            file.write(_stamp(done))


def _pins(kind):
    with open(os.path.join(ROOT, LOCKS[kind])) as lock:
        # The markers of the two locks may differ; what counts is that the versions are the same.
        return {line.split()[0] for line in lock if line[:1].isalnum()}


def _make_environment():
    wanted = VERSION
    probe = "import sys, pip; print(sys.version_info[0], sys.version_info[1], sep='.')"
    if os.access(PYTHON, os.X_OK):
        code, output = _call([PYTHON, "-c", probe])
        if code == 0 and output.strip() == wanted:
            return
    say(f"建立虚拟环境 {VENV}", "making the virtual environment")
    code, output = _call([sys.executable, "-m", "venv", "--clear", VENV])
    if code != 0:
        if "ensurepip" in output:
            raise Stop(
                "这台机器的 Python 缺少 venv 组件。Debian/Ubuntu 请安装 python3-venv 后重试。",
                "This Python lacks its venv part. On Debian or Ubuntu install python3-venv, then try again.",
                output,
            )
        raise _explain(output) or Stop("无法建立虚拟环境。", "The virtual environment could not be made.", output)


def _install(lock):
    settings = _uv_settings()
    uv = _find_uv()
    path = os.path.join(ROOT, lock)
    say(f"按哈希锁定安装 {lock}", f"installing {lock}, locked by hash")
    output = ""
    if uv:
        command = [uv, "pip", "install", "--python", PYTHON, "--require-hashes", "-r", path]
        for extra in ([], ["--no-cache"]):
            code, output = _call(command + extra, settings)
            if code == 0:
                return
            known = _explain(output)
            if known:
                raise known
        say("uv 未能完成，改用 pip（较慢）", "uv did not manage, pip takes over (slower)")
    code, output = _call([PYTHON, "-m", "pip", "install", "--quiet", "--no-compile", "--require-hashes", "-r", path])
    if code != 0:
        raise _explain(output) or Stop(
            "依赖安装失败。请检查 pip 的软件源设置和网络后重试。",
            "The packages could not be installed. Check the index that pip is set up for, then try again.",
            output,
        )


def _find_uv():
    inside = os.path.join(VENV, "bin", "uv")
    if not os.access(inside, os.X_OK):
        say("获取安装工具 uv", "fetching the installer uv")
        lock = os.path.join(ROOT, UV_LOCK)
        code, output = _call([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock])
        known = _explain(output) if code != 0 else None
        if known:
            raise known
    return inside if os.access(inside, os.X_OK) else shutil.which("uv")


def _uv_settings():
    """The index that pip is set up for, as settings for uv. Values may hold passwords: they are never printed."""
    settings = {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    code, output = _call([PYTHON, "-m", "pip", "config", "list"])
    for line in output.splitlines() if code == 0 else ():
        key, _, value = line.partition("=")
        name = UV_NAMES.get(key.rpartition(".")[2])
        if name is None or name in os.environ:
            continue
        try:
            words = ast.literal_eval(value).split()
        except (SyntaxError, ValueError):
            continue
        joiner = "," if name == "UV_FIND_LINKS" else " "
        settings[name] = joiner.join(words)
    # Every file is pinned by its hash, so a second index cannot slip another one in.
    settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return settings


def _link_project():
    """The project is used where it lies: a path file and an entry script, no build step and no network."""
    code, output = _call([PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    if code != 0:
        raise Stop("虚拟环境不可用。", "The virtual environment does not work.", output)
    with open(os.path.join(output.strip(), "zhibu.pth"), "w") as file:
        file.write(ROOT + "\n")
    script = os.path.join(VENV, "bin", "zhibu")
    with open(script, "w") as file:
        # The shell finds the interpreter: a shebang line has a short limit and breaks at blanks.
        file.write('#!/bin/sh\nexec "$(dirname "$0")/python" -m app.cli "$@"\n')
    os.chmod(script, 0o755)


def _call(command, settings=None):
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PYTHONUTF8="1")
    environment.pop("PYTHONPATH", None)
    environment.update(settings or {})
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def _explain(output):
    """The refusal that fits the output of an installer, None when trying another way makes sense."""
    lowered = output.lower()
    if "no space left on device" in lowered or "disk quota exceeded" in lowered:
        return Stop(
            "磁盘空间不足，依赖无法安装（约需 600 MB）。请清理空间后重试。",
            "The disk is full: the packages need about 600 MB. Free some space, then try again.",
            output,
        )
    if "hash mismatch" in lowered or "do not match the hashes" in lowered:
        return Stop(
            "下载的软件包与锁定的哈希不符，已拒绝安装。请检查软件源是否可信。",
            "A package does not match its locked hash and was refused. Check whether the index can be trusted.",
            output,
        )
    if "read-only file system" in lowered or ("permission denied" in lowered and VENV.lower() in lowered):
        return _not_writable(output)
    return None


def _not_writable(output):
    return Stop(
        f"无法写入 {VENV}：没有权限。请以该文件夹的所有者身份运行，或用 ZHIBU_VENV 指定另一个文件夹。",
        f"Cannot write to {VENV}: no permission. Run as its owner, or choose another folder with ZHIBU_VENV.",
        output,
    )


def _print(stop):
    print(f"\n错误：{stop.zh}\nError: {stop.en}", file=sys.stderr)
    for line in stop.output.strip().splitlines()[-12:]:
        print("  | " + line, file=sys.stderr)


if __name__ == "__main__":
    try:
        main("dev" if "dev" in sys.argv[1:] else "run")
    except Stop as stop:
        _print(stop)
        sys.exit(1)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        _print(_explain(f"no space left on device: {error}") if full else _not_writable(str(error)))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
