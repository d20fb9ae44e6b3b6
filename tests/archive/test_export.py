"""`export`: sorted, reproducible, whole or not at all."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow.parquet as pq
import pytest
from exchanges_of_ours import NEXT_DAY, article, id_of, opened
from running import REPOSITORY, STRICT, Scrapy, run_here

from newscrawler.archive.beside import write_beside
from newscrawler.archive.export import FIELDS, exported_records, write_csv
from newscrawler.archive.packing import Packing, unpack
from newscrawler.clock import clock_at
from newscrawler.commands.export import Command
from newscrawler.commands.history import Command as HistoryCommand
from newscrawler.errors import ArchiveError, ArchiveInUse


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    archive = opened(tmp_path / "it")
    for slug in ("b", "c", "a"):
        archive.put(article(slug=slug, tags=["x, y", "z"], is_accessible_for_free=True))
    archive.close()
    archive = opened(tmp_path / "it", NEXT_DAY, "run-2")
    archive.put(article("It rained\nand rained.", slug="b", tags=["x, y", "z"], is_accessible_for_free=True))
    archive.put(article(slug="c", tags=["x, y", "z"], is_accessible_for_free=True))
    archive.close()
    return tmp_path / "it"


def test_records_are_sorted_and_the_latest_or_all(folder: Path) -> None:
    latest = [(record["id"][-1], record["version"]) for record in exported_records(folder, latest=True)]
    every = [(record["id"][-1], record["version"]) for record in exported_records(folder, latest=False)]
    assert latest == [("a", 1), ("b", 2), ("c", 1)]
    assert every == [("a", 1), ("b", 1), ("b", 2), ("c", 1)]


def test_what_turned_out_to_be_another_article_is_there_once(folder: Path) -> None:
    archive = opened(folder, NEXT_DAY, "run-3")
    archive.records.merge(id_of("a"), id_of("c"), "https://example.org/c", NEXT_DAY(), None, "run-3")
    archive.close()
    assert [record["id"][-1] for record in exported_records(folder, latest=True)] == ["b", "c"]
    assert [record["id"][-1] for record in exported_records(folder, latest=False)] == ["a", "a", "b", "b", "c"]


def test_last_seen_is_what_the_ledger_counts(folder: Path) -> None:
    seen = {record["id"][-1]: record["last_seen"] for record in exported_records(folder, latest=True)}
    assert seen == {"a": "2026-02-10T12:00:00Z", "b": "2026-02-11T12:00:00Z", "c": "2026-02-11T12:00:00Z"}


def test_an_article_was_not_last_seen_before_it_was_first(folder: Path) -> None:
    archive = opened(folder, clock_at("2025-01-01T00:00:00Z"), "run-3")
    archive.confirm(id_of("a"))
    archive.close()
    (record, *_) = exported_records(folder, latest=True)
    assert record["last_seen"] == record["first_seen"] == "2026-02-10T12:00:00Z"


def test_csv_is_read_back(folder: Path) -> None:
    file = io.BytesIO()
    assert write_csv(exported_records(folder, latest=True), file) == 3
    rows = list(csv.DictReader(io.StringIO(file.getvalue().decode(), newline="")))
    assert [row["body"] for row in rows] == ["It rained.", "It rained\nand rained.", "It rained."]
    assert json.loads(rows[0]["tags"]) == ["x, y", "z"]
    assert (rows[0]["is_accessible_for_free"], rows[0]["standfirst"], rows[1]["version"]) == ("true", "", "2")


HOSTILE = [
    "a\rb",
    "a\r\nb",
    "\x00",
    "q\"uo'te",
    "👩\u200d👦",
    "\u2028\x85",
    "\ufeffb",
    "NULL",
    "=1+1",
    ",",
    "\r",
    " x ",
]


def test_every_reader_of_csv_reads_what_a_site_may_write(tmp_path: Path) -> None:
    archive = opened(tmp_path / "it")
    for number, text in enumerate(HOSTILE):
        archive.put(article(text, slug=f"{number:x}", title=text))
    archive.close()
    with (tmp_path / "it.csv").open("wb") as file:
        write_csv(exported_records(tmp_path / "it", latest=True), file)
    path = str(tmp_path / "it.csv")
    with open(path, encoding="utf-8", newline="") as text:
        assert [row["title"] for row in csv.DictReader(text)] == HOSTILE
    assert pandas.read_csv(path, keep_default_na=False, dtype=str)["body"].to_list() == HOSTILE
    assert polars.read_csv(path, infer_schema=False)["title"].to_list() == HOSTILE
    found = duckdb.execute("SELECT title, body FROM read_csv(?, all_varchar = true)", [path]).fetchall()
    assert found == [(title, title) for title in HOSTILE]


def test_a_line_of_an_earlier_form_has_every_field(tmp_path: Path) -> None:
    archive = opened(tmp_path / "it")
    archive.put(article(slug="a"))
    archive.close()
    (path,) = (tmp_path / "it" / "articles").iterdir()
    line = json.loads(path.read_bytes())
    del line["parts"]
    path.write_bytes(json.dumps(line | {"schema_version": 1}).encode() + b"\n")
    (tmp_path / "it" / "ledger.sqlite").unlink()
    opened(tmp_path / "it", run_id="run-2").close()
    (record,) = exported_records(tmp_path / "it", latest=True)
    assert (record["parts"], record["schema_version"], [*record]) == ([], 1, [*FIELDS])


def test_a_file_is_whole_or_not_there(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("before")

    def broken(file: object) -> int:
        raise ArchiveError("in the middle")

    with pytest.raises(ArchiveError):
        write_beside(target, broken)
    assert target.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["it", "out.jsonl"]


def test_while_a_crawl_writes_it_waits_for_no_one(folder: Path, tmp_path: Path) -> None:
    archive = opened(folder, run_id="run-3")
    with pytest.raises(ArchiveInUse):
        next(exported_records(folder, latest=True))
    archive.close()
    with pytest.raises(ArchiveError, match="is no archive"):
        next(exported_records(tmp_path, latest=True))


def test_the_command(scrapy: Scrapy, folder: Path, tmp_path: Path) -> None:
    done = [
        scrapy("export", "it", *more, "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path)
        for more in ((), ("--to", "out.jsonl"), ("--format", "csv", "--all"))
    ]
    assert [each.code for each in done] == [0, 0, 0], done
    assert done[0].out == (tmp_path / "out.jsonl").read_text()
    assert len(done[0].out.splitlines()) == 3
    assert done[2].out.startswith("id,version,state,")
    missing = scrapy("export", "nothing", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path)
    assert (missing.code, missing.out) == (14, "")
    assert "Traceback" not in missing.err


def test_gzip_by_the_name_of_the_file(folder: Path, tmp_path: Path) -> None:
    for name in ("one.jsonl.gz", "two.jsonl.gz", "plain.jsonl"):
        assert run_here(Command(), "it", "--to", str(tmp_path / name), output=tmp_path) == 0
    packed = (tmp_path / "one.jsonl.gz").read_bytes()
    assert packed == (tmp_path / "two.jsonl.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "plain.jsonl").read_bytes()


def test_the_format_is_told_by_the_name_of_the_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("it.csv", "it.CSV.GZ", "it.csv.zst", "it.parquet", "it.cdxj", "it.txt"):
        assert run_here(Command(), "it", "--to", str(tmp_path / name), output=tmp_path) == 0
    assert (tmp_path / "it.csv").read_text().startswith("id,version,")
    assert gzip.decompress((tmp_path / "it.CSV.GZ").read_bytes()) == (tmp_path / "it.csv").read_bytes()
    assert unpack((tmp_path / "it.csv.zst").read_bytes(), Packing.ZSTD) == (tmp_path / "it.csv").read_bytes()
    assert pq.read_table(tmp_path / "it.parquet").num_rows == 3
    assert [json.loads(line)["version"] for line in (tmp_path / "it.txt").read_text().splitlines()] == [1, 2, 1]
    assert "it.txt (jsonl)" in capsys.readouterr().err
    assert run_here(Command(), "it", "--format", "jsonl", "--to", str(tmp_path / "it.csv"), output=tmp_path) == 0
    assert (tmp_path / "it.csv").read_bytes() == (tmp_path / "it.txt").read_bytes()
    assert run_here(Command(), "it", "--to", str(tmp_path / "it.csv.xz"), output=tmp_path) == 2
    assert "packed by gzip (.gz) or zstd (.zst) alone" in capsys.readouterr().err
    assert run_here(Command(), "it", "--to", str(tmp_path / "it.xlsx"), output=tmp_path) == 2
    assert "formats are jsonl, csv, parquet, cdxj (--format)" in capsys.readouterr().err
    assert run_here(Command(), "it", "--to", str(tmp_path / "none" / "it.csv"), output=tmp_path) == 2
    assert f"There is no folder {tmp_path / 'none'} for " in capsys.readouterr().err


def test_so_is_the_form_of_a_history(folder: Path, tmp_path: Path) -> None:
    article_id = next(exported_records(folder, latest=True))["id"]
    for name, start in (("it.html", "<!doctype html>"), ("it.json", "{"), ("it.txt", "Rain")):
        assert run_here(HistoryCommand(), "it", article_id, "--to", str(tmp_path / name), output=tmp_path) == 0
        assert (tmp_path / name).read_text().lower().startswith(start.lower())


def test_maps_and_parquet(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "it.file"
    command = ("it", "--to", str(file))
    assert run_here(Command(), *command, "--map", "zyte", output=tmp_path) == 0
    assert [json.loads(line)["headline"] for line in file.read_text().splitlines()] == ["Rain"] * 3
    assert run_here(Command(), *command, "--map", "trafilatura", "--format", "csv", output=tmp_path) == 0
    assert file.read_text().startswith("title,author,hostname,date,")
    assert run_here(Command(), *command, "--format", "parquet", output=tmp_path) == 0
    assert pq.read_table(file).num_rows == 3
    assert run_here(Command(), "it", "--format", "parquet", output=tmp_path) == 2
    assert "--to FILE.parquet" in capsys.readouterr().err
    assert run_here(Command(), *command, "--format", "parquet", "--map", "zyte", output=tmp_path) == 2


def test_verify_on_the_command_line(scrapy: Scrapy, folder: Path, tmp_path: Path) -> None:
    well = scrapy("verify", "it", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path)
    assert (well.code, well.err) == (0, "")
    assert "all is as it should be" in well.out
    (lines,) = (folder / "articles").glob("*-10.jsonl")
    lines.write_bytes(lines.read_bytes().replace(b"rained", b"reined", 1))
    wrong = scrapy("verify", "it", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path)
    assert wrong.code == 14
    assert "lost: articles/2026-02-10.jsonl at byte 0" in wrong.out
    assert scrapy("verify", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path).code == 2
    assert scrapy("verify", "nothing", "-s", "NEWSCRAWLER_OUTPUT=.", output=tmp_path).code == 14


def test_an_emptied_ledger_is_no_empty_archive(folder: Path) -> None:
    (folder / "ledger.sqlite").write_bytes(b"")
    with pytest.raises(ArchiveError, match="is empty"):
        list(exported_records(folder, latest=True))
    opened(folder, NEXT_DAY, "run-3").close()
    assert len(list(exported_records(folder, latest=True))) == 3


def test_a_reader_that_has_enough_is_no_trouble(tmp_path: Path) -> None:
    archive = opened(tmp_path / "it")
    for number in range(9):
        archive.put(article(f"Number {number}. " + "Far more than a pipe holds. " * 999, slug=f"n{number}"))
    archive.close()
    with subprocess.Popen(
        [sys.executable, "-c", STRICT, "export", "it", "-s", "NEWSCRAWLER_OUTPUT=."], cwd=tmp_path, text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as export:  # fmt: skip
        assert export.stdout is not None
        assert export.stderr is not None
        export.stdout.readline()
        export.stdout.close()
        assert export.stderr.read() == ""
        assert export.wait(60) == 0
