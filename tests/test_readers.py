"""The demo's archive, read back by what people read archives with: every example of `docs/reading-archives.md`."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from running import REPOSITORY, Scrapy, run_here
from warcio.archiveiterator import ArchiveIterator

from newscrawler.archive.adoption import rebuild
from newscrawler.archive.export import FIELDS
from newscrawler.archive.ledger import LEDGER
from newscrawler.commands.export import Command

PAGE = (REPOSITORY / "docs" / "reading-archives.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(\w+) (\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(scrapy: Scrapy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `output/demo`, `demo.jsonl` and `demo.parquet` lie, as the page has it."""
    folder = tmp_path_factory.mktemp("readers")
    done = scrapy("crawl", "demo", "-a", "limit=40", "-s", "NEWSCRAWLER_OUTPUT=output", output=folder)
    assert done.code == 0, done.err
    for kind in ("jsonl", "parquet"):
        to = str(folder / f"demo.{kind}")
        assert run_here(Command(), "demo", "--format", kind, "--to", to, output=folder / "output") == 0
    return folder


def sql(words: str) -> str:
    rows = duckdb.sql(words).fetchall()
    assert rows, words
    return str(rows)


def python(words: str) -> str:
    exec(compile(words, "an example", "exec"), {})
    return ""


def shell(words: str) -> str:
    """What `jq PROGRAM FILE` gives, by jq's own library."""
    jq = pytest.importorskip("jq")
    command, option, program, file = shlex.split(words)
    assert (command, option) == ("jq", "-r")
    text = Path(file).read_text(encoding="utf-8")
    return "\n".join(jq.compile(program).input_text(text).all())


def rscript(words: str) -> str:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not on this machine")
    done = subprocess.run(["Rscript", "-e", words], capture_output=True, text=True)
    if "there is no package" in done.stderr:
        pytest.skip(done.stderr)
    assert done.returncode == 0, done.stderr
    return done.stdout


RUN: dict[str, Callable[[str], str]] = {"sql": sql, "python": python, "sh": shell, "r": rscript}


@pytest.mark.parametrize(("language", "tool", "words"), EXAMPLES, ids=[tool for _, tool, _ in EXAMPLES])
def test_examples_run(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    tool: str,
    words: str,
) -> None:
    monkeypatch.chdir(folder)
    said = RUN[language](words)
    assert said.strip() or capsys.readouterr().out.strip()


def test_all_readers_see_the_same_records(folder: Path) -> None:
    lines = [json.loads(line) for line in (folder / "demo.jsonl").open(encoding="utf-8")]
    assert len(lines) == 40
    bodies = {line["id"]: line["body"] for line in lines}
    frame = pd.read_parquet(folder / "demo.parquet")
    assert dict(zip(frame["id"], frame["body"], strict=True)) == bodies
    assert [list(names) for names in frame["authors"]] == [line["authors"] for line in lines]
    raw = f"read_json('{folder}/output/demo/articles/*.jsonl')"
    for table in (f"'{folder / 'demo.parquet'}'", raw):
        assert dict(duckdb.sql(f"SELECT id, body FROM {table}").fetchall()) == bodies
        ((count,),) = duckdb.sql(f"SELECT sum(len(blocks)) FROM {table}").fetchall()
        assert count == sum(len(line["blocks"]) for line in lines)
    columns = [row[0] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{folder / 'demo.parquet'}'").fetchall()]
    assert columns[: len(FIELDS)] == list(FIELDS)


def test_captures_are_read_to_their_end_by_both_readers(folder: Path) -> None:
    (path,) = (folder / "output" / "demo" / "captures").iterdir()
    seen: tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]] = ([], [])
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            said = record.rec_headers
            seen[0].append((record.rec_type, said.get_header("WARC-Record-ID"), len(record.raw_stream.read())))
    with path.open("rb") as file:
        for capture in FastIterator(file, parse_http=False):
            assert capture.verify_block_digest()
            seen[1].append((capture.headers["WARC-Type"], capture.headers["WARC-Record-ID"]))
    assert [one[:2] for one in seen[0]] == seen[1]
    assert {one[0] for one in seen[0]} >= {"warcinfo", "response", "request", "metadata"}


def test_what_a_channel_said_names_the_capture_of_the_channel(folder: Path) -> None:
    (path,) = (folder / "output" / "demo" / "captures").iterdir()
    answers: dict[str, str] = {}
    told: list[dict[str, Any]] = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            said = record.rec_headers
            if record.rec_type == "metadata":
                told.append(json.loads(record.raw_stream.read().partition(b": ")[2]))
            answers[said.get_header("WARC-Record-ID").strip("<>")] = said.get_header("WARC-Target-URI")
    assert len(told) >= 10
    for one in told:
        assert answers[one["capture"]] == one["by"]


def test_a_ledger_made_anew_is_the_crawls_own(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder / "output" / "demo", tmp_path / "demo"))
    before = [rows(copy, sql) for sql in KNOWN]
    rebuild(copy)
    assert [rows(copy, sql) for sql in KNOWN] == before
    assert all(before)


KNOWN = (
    "SELECT path, offset, length, sha256, type, record_id, at, url, status, payload_digest, payload_offset "
    "FROM captures JOIN files ON number = file ORDER BY path, offset",
    "SELECT id, version, path, offset, length, sha256, capture_offset FROM records JOIN files ON number = file "
    "ORDER BY id, version",
    "SELECT id, version, first_seen, last_seen FROM articles ORDER BY id",
    "SELECT * FROM lives ORDER BY id",
    "SELECT path, committed FROM files ORDER BY path",
)
"""What captures and lines tell of an archive; what a crawl had still to ask for is not in them."""


def rows(folder: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(folder / LEDGER)) as ledger:
        return ledger.execute(sql).fetchall()


def test_the_command_line_of_jq_agrees(folder: Path) -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not on this machine; its library ran the examples")
    (example, *_) = [words for language, _, words in EXAMPLES if language == "sh"]
    done = subprocess.run(shlex.split(example), cwd=folder, capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) >= 1
