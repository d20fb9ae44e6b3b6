"""What several tests share: our own files, a crawl as a user starts it, a site of a few lines on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared"


def shared(path: str) -> Path:
    """A file of ../shared; skips where it is absent."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"../shared/{path} is not on this machine (third-party pages are no part of the project)")
    return found


@dataclass
class Answer:
    """What the test site says to one path."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0


@dataclass
class Visit:
    """One request that the test site saw."""

    path: str
    at: float
    agent: str


class TestSite:
    """A site on loopback: `answers` maps a path to an Answer, to HTML, or to a function of the count of visits."""

    __test__ = False

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.visits: list[Visit] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *arguments: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *arguments: object) -> None:  # a client that hangs up is part of the tests
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [visit.path for visit in self.visits]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.visits.append(Visit(handler.path, time.monotonic(), handler.headers.get("User-Agent", "")))
        found = self.answers.get(handler.path, Answer("gone", 404))
        if callable(found):
            found = found(self.paths.count(handler.path))
        answer = found if isinstance(found, Answer) else Answer(found)
        time.sleep(answer.delay)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        handler.send_response(answer.status)
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))} | answer.headers
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Callable[[dict[str, Any]], TestSite]]:
    """Starts test sites; they end with the test."""
    started: list[TestSite] = []

    def start(answers: dict[str, Any]) -> TestSite:
        started.append(TestSite(answers))
        return started[-1]

    yield start
    for running in started:
        running.close()


@dataclass
class Finished:
    """A command that has ended."""

    code: int
    out: str
    err: str
    output: Path

    def records(self, archive: str = "it") -> list[dict[str, Any]]:
        """All lines of an archive, in the order written."""
        files = sorted((self.output / archive / "articles").glob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]

    def report(self, archive: str = "it") -> dict[str, Any]:
        """The latest run's report."""
        latest = max((self.output / archive / "reports").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
        return dict(json.loads(latest.read_text(encoding="utf-8")))


Scrapy = Callable[..., Finished]
STRICT = """
import warnings
from scrapy.exceptions import ScrapyDeprecationWarning
warnings.simplefilter("error", ScrapyDeprecationWarning)
from newscrawler.__main__ import main
main()
"""
"""`newscrawler`, where a use of Scrapy that is going away is an error."""
ARCHIVE = "it"
"""The archive that `crawl_site` writes."""


@pytest.fixture(scope="session")
def scrapy() -> Scrapy:
    """Runs `newscrawler …` as a user would, outside the project's folder; deprecated Scrapy calls are errors."""

    def run(*arguments: str, output: Path, stdin: str | None = None, largest_file: int | None = None) -> Finished:
        done = subprocess.run(
            [sys.executable, "-c", STRICT, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            cwd=output,
            preexec_fn=(lambda: _bound_files(largest_file)) if largest_file is not None else None,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        return Finished(done.returncode, done.stdout, done.stderr, output)

    return run


def _bound_files(size: int) -> None:
    """Let no file grow beyond `size` bytes: a write fails then, as on a full disk."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.fixture(scope="session")
def crawl_site(scrapy: Scrapy) -> Scrapy:
    """Crawls one site into the archive `it` below `output`: `crawl_site(url, "-s", "X=1", output=…)`."""

    def crawl(url: str, *more: str, output: Path, largest_file: int | None = None) -> Finished:
        chosen = ("-a", f"archive={ARCHIVE}", "-s", "NEWSCRAWLER_OUTPUT=.")
        return scrapy("crawl", "news", "-a", f"url={url}", *chosen, *more, output=output, largest_file=largest_file)

    return crawl
