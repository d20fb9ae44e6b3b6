"""An article's history as people and machines read it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from archives_of_ours import HOSTILE, hostile, line

from newscrawler.items import Article, Block, body_text
from newscrawler.report.versions import as_html, as_json, as_text


def versions(*articles: Article) -> list[dict[str, Any]]:
    records = [asdict(article) for article in articles]
    for number, record in enumerate(records, start=1):
        record |= {"version": number}
    return records


def told(article: Article, *texts: str, **fields: Any) -> Article:
    blocks = [Block(kind="paragraph", text=text) for text in texts]
    return replace(article, blocks=blocks, body=body_text(blocks), **fields)


BEFORE = told(line("one", title="The Ferry Runs Again"), "Ten ships came in on Monday.", "Nobody saw them.")
AFTER = told(
    BEFORE, "Nine ships came in on Monday.", "Nobody saw them.", "It rained.",
    state="edited", changed_fields=["tags", "body"], tags=["Ships"],
)  # fmt: skip


def test_words_put_in_and_taken_out_as_text() -> None:
    text = as_text(versions(BEFORE, AFTER)).decode()
    assert "[-Ten-]{+Nine+} ships came in on Monday." in text
    assert "{+It rained.+}" in text
    assert "Nobody saw them." not in text  # unchanged
    assert "tags: none → Ships" in text


def test_the_same_for_machines() -> None:
    told = json.loads(as_json(versions(BEFORE, AFTER)))
    (change,) = told["changes"]
    assert change["values"] == {"tags": {"before": [], "after": ["Ships"]}}
    assert {"kind": "removed", "text": "Ten"} in change["paragraphs"][0]


def test_whatever_the_web_sends_is_text_on_the_page() -> None:
    calm = line("hostile")
    page = as_html(versions(calm, replace(hostile(), changed_fields=["authors", HOSTILE]))).decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "\u202e" not in page
    assert "\x00" not in as_text(versions(calm, hostile())).decode()


def test_one_version_has_no_changes() -> None:
    assert "nothing has changed so far" in as_html(versions(BEFORE)).decode()
    assert json.loads(as_json(versions(BEFORE)))["changes"] == []
