"""A process that only reads an answer tells whether reading it ends processes."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from pages_of_ours import article_page

from newscrawler.trial import survives as survives_meanwhile

BOUNDED = pytest.mark.skipif(sys.platform != "linux", reason="only there is the trial's memory bounded")
URL = "https://news.example.org/2026/02/01/matter-of-the-office"
PAGE = article_page("/2026/02/01/matter-of-the-office", 1).encode()
SITEMAP = f"<urlset><url><loc>{URL}</loc></url></urlset>".encode()


def survives(body: bytes, url: str, content_type: str = "", channel: str | None = None) -> bool:
    return asyncio.run(survives_meanwhile(body, url, content_type, channel))


@pytest.mark.parametrize(
    ("body", "channel"),
    [(PAGE, None), (SITEMAP, "sitemap"), (b"", None), (b"\x00\xff" * 9000, None), (b'[{"id": 1', "wp-json")],
)
def test_what_can_be_read_is_survived(body: bytes, channel: str | None) -> None:
    assert survives(body, URL, "text/html; charset=utf-8", channel)


@pytest.mark.parametrize(
    ("deed", "lives"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", False),
        ("os.kill(os.getpid(), signal.SIGKILL)", False),
        pytest.param("bytearray(64 * 1024**3)", False, marks=BOUNDED),
        ("os.kill(os.getpid(), signal.SIGTERM)", True),  # a service that is stopped, not the page
        ("1 / 0", True),  # the crawl has an outcome for it
    ],
)
def test_whoever_dies_while_reading_tells_it(
    deed: str, lives: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal\n"
        "from newscrawler.extraction.document import Document\n"
        f"Document.parse = classmethod(lambda *told, **named: {deed})\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    assert survives(PAGE, URL) is lives


def test_a_reading_that_somebody_kills_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal\n"
        "from pathlib import Path\n"
        "from newscrawler.extraction.document import Document\n"
        f"mark = Path({str(tmp_path / 'was_killed')!r})\n"
        "def unlucky(*told, **named):\n"
        "    if not mark.exists():\n"
        "        mark.touch()\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "Document.parse = classmethod(unlucky)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    assert survives(PAGE, URL)
    assert (tmp_path / "was_killed").exists()


def test_where_no_process_can_be_started_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newscrawler.trial.sys.executable", "/nowhere/python")
    assert survives(PAGE, URL)
