"""`scrapy reextract`: what changed since it was read makes a new version, and nothing else does."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from exchanges_of_ours import NOON, exchange, opened
from pages_of_ours import article_page
from running import REPOSITORY, Scrapy, run_here

from newscrawler import extract
from newscrawler.archive.answers import words_of
from newscrawler.archive.archive import Archive
from newscrawler.archive.verify import Verifier
from newscrawler.commands.reextract import Command
from newscrawler.discovery.addresses import address_key, article_id
from newscrawler.items import content_digest
from newscrawler.outcomes import Outcome

TITLES = ("The harbour counts its boats", "The crane is painted green")


def archive_in(folder: Path) -> None:
    """Two articles, the first read by somebody who got its title and tags wrong; and a crawl that was cut short."""
    archive = opened(folder)
    for number, title in enumerate(TITLES):
        page = article_page(title, number)
        url = f"https://example.org/harbour/2026/02/0{number + 1}/{title.lower().replace(' ', '-')}"
        pointer = archive.capture(exchange(url.partition("example.org")[2], page.encode()))
        article = extract(page, url)
        article.warc, article.final_url, article.requested_url, article.status = pointer, url, url, 200
        if not number:
            article.title, article.tags = "The Pier", ["wrong"]
            article.content_sha256 = content_digest(article.title, article.body)
        archive.put(article)
    archive.frontier.add("https://example.org/more", "example.org/more", "example.org", 1, "{}")
    archive.close()


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for path in sorted((folder / "articles").iterdir()) for line in path.open("rb")]


def test_what_changed_is_a_new_version_once(scrapy: Scrapy, tmp_path: Path) -> None:
    archive_in(tmp_path / "it")
    command = ("reextract", "it", "--processes", "2", "-s", "NEWSCRAWLER_OUTPUT=.")
    first = scrapy(*command, output=tmp_path)
    assert (first.code, first.err) == (0, "")
    assert "2 of 2 articles read again, 1 changed" in first.out
    wrong, _, mended = lines(tmp_path / "it")
    assert (mended["version"], mended["state"], mended["title"]) == (2, "edited", TITLES[0])
    assert mended["changed_fields"] == ["title", "tags"]
    assert mended["warc"] == wrong["warc"]
    assert mended["final_url"] == wrong["final_url"]
    assert "title: 1" in first.out
    assert "The Pier → The harbour counts its boats" in first.out
    again = scrapy(*command, output=tmp_path)
    assert "2 of 2 articles read again, 0 changed" in again.out
    assert len(lines(tmp_path / "it")) == 3
    assert scrapy("verify", "it", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path).code == 0
    with sqlite3.connect(tmp_path / "it" / "ledger.sqlite") as ledger:  # the crawl can still be gone on with
        assert ledger.execute("SELECT count(*) FROM urls WHERE state = 0").fetchone() == (1,)
        assert ledger.execute("SELECT count(*) FROM crawls").fetchone() == (1,)
    ledger.close()


def test_no_archive_is_said_in_a_line(scrapy: Scrapy, tmp_path: Path) -> None:
    done = scrapy("reextract", "nothing", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path)
    assert done.code == 14
    assert "is no archive" in done.err
    assert "Traceback" not in done.err


def put(archive: Archive, number: int, told: dict[str, object] | None = None, **fields: object) -> str:
    """Capture a page that names no author, and archive what was read of it, with `fields` as somebody saw them."""
    url = f"https://example.org/harbour/2026/02/01/the-harbour-counts-its-boats-{number}"
    page = article_page(f"The harbour counts {number} boats", number).replace('name="author"', 'name="nobody"')
    page = page.replace("</head>", f"{fields.pop('head', '')}</head>")
    pointer = archive.capture(exchange(url.partition("example.org")[2], page.encode()), words_of(told))
    article = extract(page, url)
    article.warc, article.final_url, article.requested_url, article.status = pointer, url, url, 200
    for name, value in fields.items():
        setattr(article, name, value)
    if fields.get("id", "") is not None:
        archive.put(article)
    return url


def read_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert run_here(Command(), folder.name, "--processes", "1", output=folder.parent) == 0
    return capsys.readouterr().out


def test_what_a_channel_said_is_applied_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = opened(tmp_path / "it")
    told = {"source": "feed", "authors": ["Ines Falk"], "by": "https://example.org/feed"}
    put(archive, 1, told, authors=["Ines Falk"])
    put(archive, 2, told, title="The Pier\x1b[2J", content_sha256=None)
    put(archive, 3, None, authors=[])
    archive.close()
    said = read_again(tmp_path / "it", capsys)
    assert "3 of 3 articles read again, 1 changed" in said
    assert "The Pier⟦U+001B⟧[2J → The harbour counts 2 boats" in said
    last = lines(tmp_path / "it")[-1]
    assert (last["authors"], last["sources"]["authors"]) == (["Ines Falk"], "feed")  # type: ignore[index]
    assert "0 changed" in read_again(tmp_path / "it", capsys)


def test_what_is_gone_stays_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = opened(tmp_path / "it")
    url = put(archive, 1, title="The Pier")
    archive.records.write_state(article_id(url), "removed", NOON(), None, "run-1")
    archive.close()
    assert "0 changed" in read_again(tmp_path / "it", capsys)
    assert [line["state"] for line in lines(tmp_path / "it")] == ["live", "removed"]


def test_a_capture_that_gave_no_article_may_give_one_today(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = opened(tmp_path / "it")
    ends = ((1, Outcome.NO_BODY), (2, Outcome.NOT_WANTED), (3, None), (4, Outcome.NOT_AN_ARTICLE))
    for number, outcome in ends:
        url = put(archive, number, id=None, head='<meta name="robots" content="noarchive">' if number == 4 else "")
        archive.frontier.add(url, address_key(url), "example.org", 1, "{}")
        archive.frontier.end(archive.frontier.next("example.org"), outcome)  # type: ignore[arg-type]
    archive.close()
    assert "1 new article," in read_again(tmp_path / "it", capsys)
    (line,) = lines(tmp_path / "it")
    assert (line["title"], line["version"], line["state"]) == ("The harbour counts 1 boats", 1, "live")
    assert "new" not in read_again(tmp_path / "it", capsys)


def test_older_versions_are_read_and_left_as_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = opened(tmp_path / "it")
    put(archive, 1, title="The Pier")
    put(archive, 1)
    archive.close()
    said = read_again(tmp_path / "it", capsys)
    assert "0 changed" in said
    assert "1 older version read again, 1 would read otherwise today (title 1)" in said
    assert len(lines(tmp_path / "it")) == 2


def test_a_kill_leaves_no_reading_process_behind() -> None:
    """They share its standard output, which ends when the last of them does."""
    program = (
        "from itertools import repeat; from newscrawler.rereading import Pages, read_all\n"
        "for _ in read_all(repeat(Pages(sheets=[])), 2): print('read', flush=True)"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as reading:
        assert reading.stdout is not None
        assert reading.stdout.readline() == "read\n"
        reading.kill()
        reading.communicate(timeout=60)


@pytest.mark.skipif(sys.platform == "win32", reason="processes have no groups there")
def test_ctrl_c_ends_all_processes_at_once(tmp_path: Path) -> None:
    """A terminal sends it to each of them."""
    program = (
        "import signal; from itertools import repeat; from newscrawler.rereading import Pages, read_all\n"
        "is_told = False\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "try:\n"
        " for _ in read_all(repeat(Pages(sheets=[])), 2):\n"
        "  if not is_told: is_told = True; print('read', flush=True)\n"  # once: a line may be cut in two by Ctrl-C
        "except KeyboardInterrupt: print('stopped', flush=True)"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", program]
    with (
        (tmp_path / "err").open("wb") as err,
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=err, text=True, start_new_session=True
        ) as reading,
    ):
        assert reading.stdout is not None
        assert reading.stdout.readline() == "read\n"
        os.killpg(reading.pid, signal.SIGINT)
        try:
            assert reading.communicate(timeout=60)[0].splitlines()[-1] == "stopped"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(reading.pid, signal.SIGKILL)
    assert (tmp_path / "err").read_bytes() == b""


KILLED = """
import os, signal
from newscrawler.archive.archive import Archive
put_again, count = Archive.put_again, 0
def put(archive, article):
    global count
    count += 1
    if count == 80:
        os.kill(os.getpid(), signal.SIGKILL)
    return put_again(archive, article)
Archive.put_again = put
"""
"""After the commit of 64 versions, and with some that are not certain."""


def test_a_kill_in_the_middle_harms_nothing(scrapy: Scrapy, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = opened(tmp_path / "it")
    for number in range(100):
        put(archive, number, tags=["wrong"])
    archive.close()
    (file,) = (tmp_path / "it" / "articles").iterdir()
    command = ("reextract", "it", "--processes", "1", "-s", "NEWSCRAWLER_OUTPUT=.")
    done = scrapy(*command, "-s", "NEWSCRAWLER_NOW=2026-02-10T13:00:00Z", output=tmp_path, before=KILLED)
    assert done.code == -signal.SIGKILL, done.err
    assert 100 < len(file.read_bytes().splitlines()) < 200
    assert "100 of 100 articles read again" in read_again(tmp_path / "it", capsys)
    written = sorted((line["id"], line["version"]) for line in lines(tmp_path / "it"))
    assert len(written) == len(set(written)) == 200
    verifier = Verifier(tmp_path / "it")
    assert list(verifier.findings()) == []
    verifier.close()
