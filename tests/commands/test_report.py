"""`scrapy report`, as a user runs it."""

from __future__ import annotations

from pathlib import Path

from archives_of_ours import archive_of, line
from running import Scrapy


def test_a_page_of_the_archive_and_of_a_run(scrapy: Scrapy, tmp_path: Path) -> None:
    archive_of(tmp_path / "it", line("one", title="The Ferry Runs Again"))
    done = scrapy("report", "./it", output=tmp_path)
    assert (done.code, done.err.strip()) == (0, "it/reports/archive.html")
    assert "The Ferry Runs Again" in (tmp_path / "it" / "reports" / "archive.html").read_text(encoding="utf-8")
    done = scrapy("report", "./it", "--run", "run-1", "--to", "-", output=tmp_path)
    assert done.code == 0
    assert done.out.startswith("<!doctype html>")


def test_mistakes_are_told_in_a_line(scrapy: Scrapy, tmp_path: Path) -> None:
    archive_of(tmp_path / "it", line("one"))
    (tmp_path / "it" / "reports" / "torn.json").write_text("{")
    for arguments, words, code in (
        (("./nothing",), "is no archive", 14),
        (("./it", "--run", "torn"), "is no report of a run", 14),
        (("./it", "--run", "../../run-9"), "There is no run '../../run-9'", 2),
    ):
        done = scrapy("report", *arguments, output=tmp_path)
        assert done.code == code
        assert words in done.err
        assert "Traceback" not in done.err
