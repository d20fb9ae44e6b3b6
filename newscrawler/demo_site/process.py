"""`DemoSite`: the demo site as a process of its own, which ends with its parent however that ends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.request import ProxyHandler, build_opener

from newscrawler.errors import NewscrawlerError

_PATIENCE = 5.0  # seconds a child is given to end by itself


class DemoSite:
    """A demo site on loopback. Use it as a context manager, or call `start` and `stop`.

    `day`, or `now` (ISO 8601) instead of it, sets its clock; `articles` (1 … 160) makes it smaller; `without` switches
    channels off (`channels.CHANNELS`); `variants` (`server.VARIANTS`) make it another site; `delay` seconds pass
    before each answer; `port` 0 lets the system choose.

    >>> with DemoSite(articles=8) as site:
    ...     site.port > 0
    True
    """

    def __init__(
        self,
        day: int = 1,
        *,
        now: str | None = None,
        articles: int | None = None,
        without: Collection[str] = (),
        variants: Collection[str] = (),
        delay: float = 0.0,
        port: int = 0,
    ) -> None:
        self._arguments = [f"--day={day}", f"--port={port}", f"--delay={delay}"]
        if now is not None:
            self._arguments.append(f"--now={now}")
        if articles is not None:
            self._arguments.append(f"--articles={articles}")
        if without:
            self._arguments += ["--without", *sorted(without)]
        if variants:
            self._arguments += ["--variants", *sorted(variants)]
        self._child: subprocess.Popen[bytes] | None = None
        self._port: int | None = None

    @property
    def port(self) -> int:
        """Where it listens, on 127.0.0.1."""
        if self._port is None:
            raise NewscrawlerError("the demo site has not been started: call start() or use it in a with statement")
        return self._port

    @property
    def proxy(self) -> str:
        """What `request.meta["proxy"]` takes."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The process's number."""
        if self._child is None:
            raise NewscrawlerError("the demo site is not running")
        return self._child.pid

    def start(self) -> DemoSite:
        """Start the process and wait until it listens; a second call does nothing."""
        if self._child is not None:
            return self
        # From the package's own parent folder, so that the child finds it, installed or not.
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "newscrawler.demo_site", *self._arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).resolve().parents[2],
            close_fds=True,
        )
        self._child = child
        assert child.stdout is not None
        line = child.stdout.readline()
        if not line:
            self.stop()
            raise NewscrawlerError(
                f"the demo site did not start; try: python -m newscrawler.demo_site {self._arguments}"
            )
        self._port = int(json.loads(line)["port"])
        return self

    def stop(self) -> None:
        """Close the pipe, which ends the process; a second call does nothing."""
        child, self._child, self._port = self._child, None, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def requests(self) -> list[dict[str, Any]]:
        """What the site was asked so far, in order: `at`, `method`, `host`, `path`, `user_agent`."""
        opener = build_opener(ProxyHandler({}))
        with opener.open(f"{self.proxy}/__demo__/requests", timeout=_PATIENCE) as answer:
            found: list[dict[str, Any]] = json.loads(answer.read())
        return found

    def __enter__(self) -> DemoSite:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
