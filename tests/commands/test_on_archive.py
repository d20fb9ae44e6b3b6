"""What commands on one archive say where there is none of that name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import orjson
import pytest
from archives_of_ours import archive_of, line
from exchanges_of_ours import article, id_of, opened
from running import run_here
from scrapy.exceptions import UsageError

from newscrawler.commands.coverage import Command as Coverage
from newscrawler.commands.export import Command as Export
from newscrawler.commands.history import Command as History
from newscrawler.commands.report import Command
from newscrawler.errors import ExitCode

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for name in ("demo", "127.0.0.1_8000", "example.org"):
        archive_of(tmp_path / name, line("one"))
    (tmp_path / "no-archive").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dmeo", "no such folder. Did you mean 'demo'? Archives in"),
        ("opera", "no such folder. Archives in"),
        ("https://example.net/news", "example.net is no archive: there is no such folder. Did you mean 'example.org'?"),
        ("no-archive", "is no archive: there is no "),
    ],
)
def test_a_name_that_no_archive_has(output: Path, capsys: Captured, name: str, said: str) -> None:
    assert run_here(Command(), name, output=output) == ExitCode.ARCHIVE_TROUBLE
    told = capsys.readouterr().err
    assert said in told
    assert ("127.0.0.1_8000, demo, example.org" in told) == ("no such folder" in told)


@pytest.mark.parametrize("name", ["demo", "127.0.0.1:8000", "http://127.0.0.1:8000/", "https://www.Example.org/a/b"])
def test_a_name_or_the_address_of_the_site(output: Path, name: str) -> None:
    assert run_here(Command(), name, output=output) == 0


def test_an_option_that_is_none(output: Path) -> None:
    with pytest.raises(UsageError, match="--quik is no option"):
        run_here(Command(), "demo", "--quik", output=output)


@pytest.mark.parametrize(("to", "said"), [("no/x.txt", "There is no folder no for no/x.txt"), (".", ". is a folder")])
def test_a_file_that_cannot_be_written(output: Path, capsys: Captured, to: str, said: str) -> None:
    for command, words in ((History(), ["https://example.org/one"]), (Export(), []), (Command(), [])):
        assert run_here(command, "demo", *words, "--to", to, output=output) == ExitCode.USAGE
        assert said in capsys.readouterr().err


@pytest.mark.parametrize("run", ["run-1", "run-1.json", "demo/reports/run-1.html"])
def test_a_run_by_its_id_or_by_the_path_of_its_report(output: Path, capsys: Captured, run: str) -> None:
    assert run_here(Command(), "demo", "--run", run, output=output) == 0
    assert capsys.readouterr().err == f"{output / 'demo' / 'reports' / 'run-1.html'}\n"


def test_what_a_report_calls_itself_leads_nowhere(output: Path, capsys: Captured) -> None:
    (output / "demo" / "reports" / "run-2.json").write_bytes(orjson.dumps({"run_id": "../../away"}))
    assert run_here(Command(), "demo", "--run", "run-2", output=output) == 0
    assert capsys.readouterr().err == f"{output / 'demo' / 'reports' / 'away.html'}\n"


def test_coverage_of_an_archive_whose_reports_are_damaged(tmp_path: Path, capsys: Captured) -> None:
    opened(tmp_path / "a").close()
    (tmp_path / "a" / "reports").mkdir(exist_ok=True)
    for number, told in enumerate(({"alarms": 3, "channels": [7]}, {"alarms": [None, "\x1b[2J gone"]})):
        (tmp_path / "a" / "reports" / f"run-{number}.json").write_bytes(orjson.dumps(told))
    assert run_here(Coverage(), "a", output=tmp_path) == 0
    assert "run-1  ⟦U+001B⟧[2J gone" in capsys.readouterr().out


def test_the_history_of_an_article_whose_line_is_no_record(tmp_path: Path, capsys: Captured) -> None:
    archive = opened(tmp_path / "a")
    archive.put(article())
    archive.close()
    lines = tmp_path / "a" / "articles" / "2026-02-10.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b'"text":"It rained."', b'"text":["rained. "]'))
    assert run_here(History(), "a", id_of("rain"), output=tmp_path) == ExitCode.ARCHIVE_TROUBLE
    assert "holds lines of it that are no records: 'scrapy verify" in capsys.readouterr().err


def test_a_ledger_that_is_damaged_somewhere(tmp_path: Path, capsys: Captured) -> None:
    archive = opened(tmp_path / "a")
    archive.put(article())
    archive.close()
    ledger = tmp_path / "a" / "ledger.sqlite"
    with closing(sqlite3.connect(ledger)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'records'").fetchone()
    with ledger.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    assert run_here(Export(), "a", output=tmp_path) == ExitCode.ARCHIVE_TROUBLE
    said = capsys.readouterr().err
    assert "Cannot export a: its ledger says database disk image is malformed" in said


def test_what_the_system_says_has_no_number(output: Path, capsys: Captured) -> None:
    page = output / "demo" / "reports" / "archive.html"
    page.mkdir()
    assert run_here(Command(), "demo", output=output) == ExitCode.ARCHIVE_TROUBLE
    assert capsys.readouterr().err == f"Cannot report on demo: {page}: Is a directory\n"


def test_an_output_that_holds_none(tmp_path: Path, capsys: Captured) -> None:
    assert run_here(Command(), "demo", output=tmp_path / "none") == ExitCode.ARCHIVE_TROUBLE
    assert "none holds none yet: crawl one first" in capsys.readouterr().err
