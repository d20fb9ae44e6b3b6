"""`scrapy extract` and `scrapy clean`: one record on stdout and nothing else there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pages_of_ours import article_page, paragraphs
from running import Scrapy

from newscrawler import clean_text, extract
from newscrawler.schema import shipped_schema

VALIDATOR = Draft202012Validator(shipped_schema())
URL = "https://example.org/harbour/2026/02/01/the-harbour-counts-its-boats"


def test_extract_prints_the_record_of_a_page(scrapy: Scrapy, tmp_path: Path) -> None:
    page = article_page("The harbour counts its boats", 1)
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    done = scrapy("extract", "page.html", "--url", URL, output=tmp_path)
    record = json.loads(done.out)
    VALIDATOR.validate(record)
    assert (done.code, done.err) == (0, "")
    assert record["body"] == "\n\n".join(paragraphs(1)) == extract(page, URL).body
    assert record["url"] == URL


def test_clean_reads_standard_input(scrapy: Scrapy, tmp_path: Path) -> None:
    text = "7.1 C\nOld Quay\nTuesday, February 10, 2026\n\nThe Harbour Counts Its Boats\n\n" + "\n\n".join(
        paragraphs(1)
    )
    done = scrapy("clean", "-", output=tmp_path, stdin=text)
    record = json.loads(done.out)
    VALIDATOR.validate(record)
    assert done.code == 0
    assert record["body"] == clean_text(text).body
    assert record["date_published"] is None


@pytest.mark.parametrize("command", ["extract", "clean"])
@pytest.mark.parametrize("arguments", [["missing.html"], ["."], [], ["README.md", "--url", "nonsense"]])
def test_a_file_that_cannot_be_read_is_one_clear_line(
    scrapy: Scrapy, tmp_path: Path, command: str, arguments: list[str]
) -> None:
    done = scrapy(command, *arguments, output=tmp_path, stdin="")
    assert (done.code, done.out) == (2, "")
    assert len(done.err.strip().splitlines()[-1]) > 10
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", ["extract", "clean"])
def test_rubbish_gives_a_record_that_says_why_it_has_no_body(scrapy: Scrapy, tmp_path: Path, command: str) -> None:
    (tmp_path / "rubbish").write_bytes(bytes(range(256)) * 8)
    done = scrapy(command, "rubbish", output=tmp_path)
    record = json.loads(done.out)
    VALIDATOR.validate(record)
    assert done.code == 0
    assert record["body"] is not None or record["no_body_reason"]


def test_the_command_line_knows_our_commands(scrapy: Scrapy, tmp_path: Path) -> None:
    done = scrapy("list", output=tmp_path)
    assert done.out.split() == ["all", "beijingtimes", "demo", "news"]
    assert "extract" in scrapy("-h", output=tmp_path).out
