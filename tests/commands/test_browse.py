"""`scrapy browse`, as a user runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from archives_of_ours import archive_of, line
from running import REPOSITORY, STRICT, Scrapy


def test_it_prints_one_address_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    archive_of(tmp_path / "it", line("ferry", title="The Ferry Runs Again"))
    before = sorted(path for path in tmp_path.rglob("*"))
    browsing = subprocess.Popen(
        [sys.executable, "-c", STRICT, "browse", "./it"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "TMPDIR": str(tmp_path), "SQLITE_TMPDIR": str(tmp_path)},
        # what a shell starts in the background is born deaf to it
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        assert browsing.stdout is not None
        address = browsing.stdout.readline().strip()
        with urlopen(address) as answer:
            assert "The Ferry Runs Again" in answer.read().decode()
        assert sorted(path for path in tmp_path.rglob("*")) == before  # read-only; and the index has no name
        browsing.send_signal(signal.SIGINT)
        _, told = browsing.communicate(timeout=30)
        assert browsing.returncode == 0
        assert "Traceback" not in told
    finally:
        browsing.kill()


def test_mistakes_are_told_in_a_line(scrapy: Scrapy, tmp_path: Path) -> None:
    archive_of(tmp_path / "it", line("ferry"))
    for arguments, words in ((("./nothing",), "is no archive"), (("./it", "--port", "99999"), "Cannot browse")):
        done = scrapy("browse", *arguments, output=tmp_path)
        assert done.code == 14
        assert words in done.err
        assert "Traceback" not in done.err
