"""Shipped schema and made pages are what the code says; the schema tells good lines from bad ones."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from jsonschema import Draft202012Validator

from newscrawler.archive.jsonl import to_line
from newscrawler.items import Article, Block
from newscrawler.outcomes import Outcome
from newscrawler.reference import PAGES
from newscrawler.schema import field_docs, shipped_schema

VALIDATOR = Draft202012Validator(shipped_schema())


@pytest.mark.parametrize("name", PAGES)
def test_pages_made_from_the_code_are_as_the_code_is(name: str) -> None:
    page = Path(__file__).parents[1] / name
    assert page.read_text(encoding="utf-8") == PAGES[name](), "run python -m newscrawler.reference"


def test_every_field_has_a_docstring() -> None:
    assert set(field_docs(Article)) == set(Article.__dataclass_fields__)
    assert set(field_docs(Outcome)) == set(Outcome.__members__)


def test_a_line_is_valid_and_in_the_order_of_declaration() -> None:
    article = Article(
        id="0" * 20,
        url="https://example.org/a",
        title="Rain",
        date_published="2026-02-10T08:00:00+08:00",
        blocks=[Block(kind="paragraph", text="It rained.")],
        body="It rained.",
    )
    line = orjson.loads(to_line(article))
    VALIDATOR.validate(line)
    assert list(line) == list(Article.__dataclass_fields__)


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("url", "ftp://example.org"), ("date_published", "yesterday"), ("id", "x"), ("tags", [""])],
)
def test_what_is_missing_or_wrong_is_never_an_empty_string(field: str, value: object) -> None:
    line = orjson.loads(to_line(Article()))
    line[field] = value
    assert not VALIDATOR.is_valid(line)
