"""What is seen while crawling: a live line in a terminal, plain lines elsewhere, a table at the end."""

from __future__ import annotations

import json
import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import REPOSITORY, STRICT, Scrapy

Site = Callable[[dict[str, Any]], TestSite]
PATHS = [f"/2026/02/01/matter-number-{n}-of-the-office" for n in range(4)]


def slow_site() -> dict[str, Any]:
    """A front and four articles, each a third of a second away."""
    pages = {path: article_page(f"Matter number {n} of the office", n) for n, path in enumerate(PATHS)}
    return {path: Answer(page, delay=0.3) for path, page in {"/": index_page(PATHS), **pages}.items()}


def test_plain_lines_where_there_is_no_terminal(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    done = crawl_site(site(slow_site()).url, "-s", "NEWSCRAWLER_PROGRESS_SECONDS=0.4", output=tmp_path)
    assert " pages, " in done.err
    assert "\x1b" not in done.err
    assert "requests handed out" in done.err
    assert done.out == ""


def test_a_reader_that_went_away_holds_nothing_up(site: Site, tmp_path: Path) -> None:
    command = [sys.executable, "-c", STRICT, "crawl", "news", "-a", f"url={site(slow_site()).url}", "-a", "archive=it"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}
    ) as crawl:
        assert crawl.stderr is not None
        crawl.stderr.readline()
        crawl.stderr.close()
        assert crawl.wait(timeout=60) == 0


def test_a_live_line_in_a_terminal(site: Site, tmp_path: Path) -> None:
    pty, fcntl, termios = (pytest.importorskip(name) for name in ("pty", "fcntl", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
    command = [sys.executable, "-c", STRICT, "crawl", "news", "-a", f"url={site(slow_site()).url}", "-a", "archive=it"]
    with subprocess.Popen(
        command, stderr=theirs, stdout=subprocess.PIPE, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm"},
    ) as crawl:  # fmt: skip
        os.close(theirs)
        seen = _read_until_closed(ours, seconds=60)
    assert crawl.returncode == 0
    assert "pages/s" in seen
    assert "\x1b[" in seen  # drawn over, not line after line
    assert "requests handed out" in seen


def _read_until_closed(terminal: int, seconds: float) -> str:
    seen, until = b"", time.monotonic() + seconds
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.5)[0]:
            try:
                chunk = os.read(terminal, 65536)
            except OSError:  # Linux says EIO when the other side is closed
                break
            if not chunk:
                break
            seen += chunk
    os.close(terminal)
    return seen.decode("utf-8", "replace")


def test_log_lines_for_machines(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    done = crawl_site(site(slow_site()).url, "-s", "NEWSCRAWLER_LOG=json", output=tmp_path)
    assert done.code == 0
    lines = [json.loads(line) for line in done.err.splitlines()]
    assert all(set(line) >= {"at", "level", "logger", "message"} for line in lines)
    assert lines[-1]["message"].startswith("exit code 0")


def test_quiet(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    done = crawl_site(site(slow_site()).url, "--quiet", output=tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert len(done.records()) == len(PATHS)


def test_figures_for_prometheus(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    done = crawl_site(site(slow_site()).url, "-s", "NEWSCRAWLER_METRICS=crawl.prom", output=tmp_path)
    assert done.code == 0
    assert 'newscrawler_run_records_written{archive="it"} 4' in (tmp_path / "crawl.prom").read_text()
    done = crawl_site(site(slow_site()).url, "-s", "NEWSCRAWLER_METRICS=none/crawl.prom", output=tmp_path)
    assert done.code == 2
    assert "NEWSCRAWLER_METRICS" in done.err
