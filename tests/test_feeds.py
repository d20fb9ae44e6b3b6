"""`-O file.jsonl` beside an archive: after a crash it may be ahead, never behind."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from killing import ENVIRONMENT, command, crawl, records
from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page

from newscrawler.feeds import cut_torn_line


def test_a_resumed_run_goes_on_with_its_feed(site: Any, tmp_path: Path) -> None:
    paths = [f"/2026/02/01/matter-number-{n}-of-the-office" for n in range(5)]
    killed = threading.Event()
    pages = {path: Answer(article_page(path, n), held=killed if n > 1 else None) for n, path in enumerate(paths)}
    running: TestSite = site({"/": index_page(paths), **pages})
    feed = tmp_path / "feed.jsonl"
    asked = command(running.port, "-O", "feed.jsonl")
    with subprocess.Popen(asked, cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.DEVNULL) as process:
        running.wait_for(paths[2], process)
        while not (feed.exists() and feed.stat().st_size):
            assert process.poll() is None
            time.sleep(0.02)
        process.kill()
        killed.set()
    assert len(feed.read_bytes().splitlines()) < 5
    with feed.open("ab") as file:
        file.write(b'{"id": "torn by the cra')
    done = crawl(running.port, tmp_path, "-O", "feed.jsonl")
    assert done.returncode == 0, done.stderr
    fed = {(record["id"], record["version"]) for record in map(json.loads, feed.read_bytes().splitlines())}
    assert fed >= {(record["id"], record["version"]) for record in records(tmp_path)}
    assert len(fed) == 5


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"", b""), (b"torn", b""), (b"{}\n", b"{}\n"), (b"{}\n{}\nto", b"{}\n{}\n"), (b"{}\n" + b"x" * 200_000, b"{}\n")],
)
def test_what_follows_the_last_newline_is_cut_off(tmp_path: Path, before: bytes, after: bytes) -> None:
    (tmp_path / "feed").write_bytes(before)
    cut_torn_line(tmp_path / "feed")
    assert (tmp_path / "feed").read_bytes() == after
    cut_torn_line(tmp_path / "none")
    assert not (tmp_path / "none").exists()
