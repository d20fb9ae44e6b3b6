"""A process that has imported what commands need, and forks for each of them.

A new interpreter imports for a second before it crawls for half of one, and the tests crawl hundreds of times. A fork
of a process that has all of it in memory is as much a process of its own: with its arguments, folder, environment,
streams and exit code. Nothing of a command runs before the fork, no reactor and no settings are made.

    tests --(socket: what to run, and its streams)--> server --fork--> keeper --fork--> the command

The keeper waits for the command and tells its exit code. The server ends with the process that started it.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import random
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

STARTS_IN = 60.0
"""Seconds, on a machine that has other things to do."""
REPOSITORY = Path(__file__).parents[1]
START = "import sys; import forking; exec(forking.serve(int(sys.argv[1])), {'__name__': '__main__'})"
ROOMS = "commands spiders middlewares pipelines extensions archive extraction report discovery cleaning".split()

OTHERS = (
    *("newscrawler.download", "newscrawler.scheduler", "newscrawler.demo_site.process", "scrapy.cmdline"),
    *("scrapy.core.engine", "scrapy.extensions.feedexport", "twisted.internet.asyncioreactor"),
)


def can_run(folder: Path, environment: dict[str, str]) -> bool:
    """Whether a fork is as a new interpreter would be: not where Python, or the package, is told to be another."""
    told = (name for name, value in environment.items() if os.environ.get(name) != value)
    return (
        sys.platform == "linux"
        and not (folder / "newscrawler").exists()
        and not any(name.startswith(("PYTHON", "LC_", "LANG")) for name in told)
    )


def run(
    code: str,
    arguments: list[str],
    *,
    folder: Path,
    environment: dict[str, str],
    stdin: str | None = None,
    largest_file: int | None = None,
    timeout: float = 120.0,
) -> tuple[int, str, str]:
    """`python -c code arguments`: exit code, output and errors. subprocess.TimeoutExpired after `timeout` seconds."""
    asked = {"code": code, "arguments": arguments, "folder": str(folder), "environment": environment,
             "largest_file": largest_file}  # fmt: skip
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write((stdin or "").encode())
        given.seek(0)
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
            connection.settimeout(STARTS_IN)
            connection.connect(_server())
            streams = [given.fileno() if stdin is not None else 0, out.fileno(), err.fileno()]
            with tempfile.TemporaryFile() as told:  # arguments may be longer than a packet
                told.write(json.dumps(asked).encode())
                told.seek(0)
                socket.send_fds(connection, [b"run"], [*streams, told.fileno()])
            process = int(connection.recv(100))
            connection.settimeout(timeout)
            try:
                answer = connection.recv(100)
            except TimeoutError:
                os.kill(process, signal.SIGKILL)
                connection.settimeout(STARTS_IN)
                connection.recv(100)  # it is gone, and its locks with it
                raise subprocess.TimeoutExpired(arguments, timeout, _text(out), _text(err)) from None
        return os.waitstatus_to_exitcode(int(answer)), _text(out), _text(err)


def _text(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode("utf-8", "replace")).replace("\r\n", "\n")


@cache
def _server() -> str:
    """Where it listens; started when first asked for."""
    folder = tempfile.mkdtemp(prefix="forking-")
    path = f"{folder}/socket"
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(path)
    listener.listen(64)
    environment = {**os.environ, "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'tests'}"}
    environment["OPENBLAS_NUM_THREADS"] = "1"  # a fork takes no threads along
    server = subprocess.Popen(
        [sys.executable, "-c", START, str(listener.fileno())],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, pass_fds=[listener.fileno()], env=environment,
    )  # fmt: skip
    listener.close()
    atexit.register(_end, server, path)
    return path


def _end(server: subprocess.Popen[bytes], path: str) -> None:
    assert server.stdin is not None
    server.stdin.close()
    server.wait()
    with suppress(OSError):
        os.unlink(path)
        os.rmdir(os.path.dirname(path))


# --- the server


def serve(listener: int) -> str:
    """Fork for all that comes; returns in a fork, with the code that it is to run."""
    _import_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=listener) as listening:
        while True:
            ready, _, _ = select.select([listening, 0], [], [])
            if 0 in ready:
                os._exit(0)
            connection, _ = listening.accept()
            if os.fork() == 0:
                break
            connection.close()
    return _keep(connection)


def _keep(connection: socket.socket) -> str:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, streams, *_ = socket.recv_fds(connection, 10, 4)
    with os.fdopen(streams.pop(), "rb") as told:
        asked = json.load(told)
    process = os.fork()
    if process == 0:
        connection.close()
        return _become(asked, streams)
    return _wait_for(process, connection)


def _wait_for(process: int, connection: socket.socket) -> NoReturn:
    with suppress(OSError):
        connection.send(str(process).encode())
        _, status = os.waitpid(process, 0)
        connection.send(str(status).encode())
    os._exit(0)


def _become(asked: dict[str, Any], streams: list[int]) -> str:
    """Be as a new interpreter would be."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    random.seed()
    if asked["largest_file"] is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["largest_file"], asked["largest_file"]))
    sys.path[:] = ["", *(place for place in sys.path if place not in ("", str(REPOSITORY / "tests")))]
    sys.argv[:] = ["-c", *asked["arguments"]]
    return str(asked["code"])


def _import_all() -> None:
    from scrapy.exceptions import ScrapyDeprecationWarning

    warnings.simplefilter("error", ScrapyDeprecationWarning)
    for room in ROOMS:
        package = import_module(f"newscrawler.{room}")
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    for name in OTHERS:
        import_module(name)
    assert "twisted.internet.reactor" not in sys.modules
    gc.freeze()
