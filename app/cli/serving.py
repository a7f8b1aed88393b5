"""The HTTP server itself: the port taken early, uvicorn in one process or several, and word when it really answers."""

import asyncio
import errno
import http.client
import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from uvicorn.supervisors import Multiprocess

from app.cli.console import console
from app.cli.signals import closed_terminal_stops, leave_to_parent, undisturbed
from app.core import heap
from app.core.config import Settings
from app.core.pgserver import OperatorProblem, Server

__all__ = ["address", "application", "serve_until_stopped", "take_port"]

_FACTORY = "app.main:create_app"
_PROTOCOL = "app.api.http_protocol:HttpProtocol"
_GRACE_SECONDS = 10
_CLOSING_SECONDS = 20
_WATCH_SECONDS = 1.0
_LEAVING_SECONDS = 1.0
_OWN_FILES = 256


@contextmanager
def take_port(settings: Settings) -> Iterator[socket.socket]:
    """The listening socket, taken before anything else is started; a busy or forbidden port is refused by name."""
    host, port = settings.host, settings.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _listen(listener, host, port)
        listener.set_inheritable(True)
        yield listener


def _listen(listener: socket.socket, host: str, port: int) -> None:
    deadline = time.monotonic() + _LEAVING_SECONDS
    while True:
        try:
            listener.bind((host, port))
            # Two programs can both bind while neither listens; only this decides who has the port.
            listener.listen(2048)
        except OSError as error:
            # The workers of a killed server need a moment to notice and to leave the port.
            if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                raise _port_problem(host, port, error) from None
            time.sleep(0.1)
        else:
            return


def address(listener: socket.socket) -> str:
    """Where a person on this machine reaches the server."""
    host, port = listener.getsockname()[:2]
    local = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{local}:{port}"


def serve_until_stopped(
    listener: socket.socket, settings: Settings, *, workers: int, server: Server | None, ready: Callable[[], None]
) -> None:
    """Serve until a signal; `ready` is called once, when the first request was answered."""
    ended = threading.Event()
    threads = [threading.Thread(target=_announce, args=(listener, ended, ready), daemon=True)]
    if server is not None:
        threads.append(threading.Thread(target=_watch, args=(server, ended), daemon=True))
    config = uvicorn.Config(
        _FACTORY if workers == 1 else f"{__name__}:application",
        factory=True,
        workers=workers,
        http=_PROTOCOL,
        ws="none",
        access_log=False,
        server_header=False,
        log_config=None,  # the application's own, which quotes no values
        log_level=settings.log_level.lower() if settings.log_level.upper() != "INFO" else "warning",
        limit_concurrency=settings.max_connections,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    _allow_files(settings.max_connections)
    for thread in threads:
        thread.start()
    try:
        if workers == 1:
            _Server(config).run(sockets=[listener])
        else:
            supervisor = Multiprocess(config, sockets=[listener])
            closed_terminal_stops()
            supervisor.run()
    finally:
        undisturbed()
        ended.set()
        for thread in threads:
            thread.join(timeout=5)


def _allow_files(connections: int) -> None:
    """Ask the system for as many open files as the connections need, with those of the database and of uploads; what it
    does not allow is done without."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * connections + _OWN_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


class _Server(uvicorn.Server):
    """Stops once and in order: pressing Ctrl-C again does not tear it apart, the grace period is its limit."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if not self.should_exit:
            super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            # The grace period of uvicorn covers requests, not an application that never finishes closing.
            await asyncio.wait_for(super().shutdown(sockets), _CLOSING_SECONDS)
        except TimeoutError:
            console.print(
                "应用未能按时关闭，强制结束 / the application did not close in time and is ended", style="yellow"
            )


def application() -> object:
    """The application of a worker process, which ends when its parent is killed: an orphan would keep the port."""
    heap.begin_start()
    # Ctrl-C reaches every process of the terminal; the workers wait for their parent's word instead.
    leave_to_parent(signal.SIGINT)
    stop = signal.getsignal(signal.SIGTERM)

    def stop_in_time(number: int, frame: FrameType | None) -> None:
        end = threading.Timer(_CLOSING_SECONDS, os._exit, args=(1,))
        end.daemon = True
        end.start()
        if callable(stop):
            stop(number, frame)

    signal.signal(signal.SIGTERM, stop_in_time)
    parent = os.getppid()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    module, _, name = _FACTORY.partition(":")
    return getattr(__import__(module, fromlist=[name]), name)()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.25)
    os.kill(os.getpid(), signal.SIGTERM)


def _announce(listener: socket.socket, ended: threading.Event, ready: Callable[[], None]) -> None:
    host, _, port = address(listener).removeprefix("http://").rpartition(":")
    while not ended.wait(0.05):
        line = http.client.HTTPConnection(host.strip("[]"), int(port), timeout=30)
        try:
            line.request("GET", "/healthz")
            if line.getresponse().status < 500:
                ready()
                return
        except (OSError, http.client.HTTPException):
            continue
        finally:
            line.close()


def _watch(server: Server, ended: threading.Event) -> None:
    """Start PostgreSQL again when somebody kills it under us."""
    while not ended.wait(_WATCH_SECONDS):
        if server.pid is None:
            try:
                server.revive()
                console.print("PostgreSQL 意外停止，已重新启动 / PostgreSQL had stopped and runs again", style="yellow")
            except OperatorProblem as problem:
                console.print(str(problem), style="red")


def _port_problem(host: str, port: int, error: OSError) -> OperatorProblem:
    if error.errno == errno.EADDRINUSE:
        return OperatorProblem(
            f"端口 {host}:{port} 已被其他程序占用。请停止该程序，或用 ZHIBU_PORT 指定另一个端口。",
            f"The port {host}:{port} is in use by another program. Stop it, or choose another port with ZHIBU_PORT.",
        )
    if error.errno == errno.EACCES:
        return OperatorProblem(
            f"没有权限使用端口 {port}。请用 ZHIBU_PORT 指定 1024 以上的端口。",
            f"No permission for port {port}. Choose one above 1024 with ZHIBU_PORT.",
        )
    return OperatorProblem(
        f"无法在地址 {host}:{port} 上监听。请检查 ZHIBU_HOST 和 ZHIBU_PORT。",
        f"Cannot listen on {host}:{port}. Check ZHIBU_HOST and ZHIBU_PORT.",
        detail=str(error),
    )
