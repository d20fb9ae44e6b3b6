"""What makes a version, and what does not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from exchanges_of_ours import article, opened

from newscrawler.archive.changes import changed_fields, is_volatile
from newscrawler.archive.jsonl import to_line
from newscrawler.items import Article, Part

BODY = "The ferry leaves at nine.\n\nIt came back at ten, with nobody on board but the cook."

VOLATILE = [
    "5 minutes ago",
    "Updated 5 minutes ago",
    "Last updated: about 2 hours ago",
    "Just now",
    "1,204 views",
    "12.5k views",
    "Views: 1 204",
    "3 comments",
    "57 people reading this now",
]
LEFT_ALONE = [
    "Five minutes ago it rained.",
    "The film had 1,204 views in its first hour, and then it was taken down.",
    "3 comments on the harbour plan",
    "Shares fell 4%",
    "Views differ",
    "Updated",
    "2026",
]


@pytest.mark.parametrize("block", VOLATILE)
def test_what_moves_by_itself(block: str) -> None:
    assert is_volatile(block)


@pytest.mark.parametrize("block", LEFT_ALONE)
def test_text_is_left_alone(block: str) -> None:
    assert not is_volatile(block)


def changed(before: Article, **fields: object) -> list[str]:
    record = json.loads(to_line(before))
    after = Article(**{**{name: getattr(before, name) for name in ("title", "body", "tags", "sources")}, **fields})
    return changed_fields(record, after)


def test_a_counter_in_the_body_is_no_change() -> None:
    before = Article(title="Ferry", body=f"3 minutes ago\n\n{BODY}\n\n17 views")
    assert changed(before, body=f"2 hours ago\n\n{BODY}\n\n1,899 views") == []
    assert changed(before, body=f"2 hours ago\n\n{BODY.replace('nine', 'eight')}") == ["body"]


def test_white_space_and_the_order_of_tags_are_no_change() -> None:
    before = Article(title="Ferry  to\u00a0Oxmoor", body=BODY, tags=["sea", "ships"])
    assert changed(before, title="Ferry to Oxmoor", tags=["ships", "sea"]) == []
    assert changed(before, title="Ferry to Oxmoor", tags=["ships"]) == ["tags"]


def test_what_only_a_channel_told_is_no_change() -> None:
    before = Article(title="Ferry", body=BODY, tags=["sea"], sources={"tags": "feed"})
    assert changed(before, tags=[], sources={}) == []


def test_fields_are_named_in_the_order_of_the_record() -> None:
    assert changed(Article(title="Ferry", body=BODY), title="Boat", body="Gone.", authors=["Ada Wren"]) == [
        "title", "authors", "body",
    ]  # fmt: skip


FIRST, SECOND = "The ferry leaves at nine.", "It came back at ten."
HAD, LOST = (Part(number=2, url="https://example.org/ferry/2", outcome=outcome) for outcome in ("part", "not_found"))
UNASKED = Part(number=2, url="https://example.org/ferry/2", outcome=None)


@pytest.mark.parametrize(
    ("before", "part_before", "after", "part_after", "is_change"),
    [
        (f"{FIRST}\n\n{SECOND}", HAD, FIRST, LOST, False),
        (f"{FIRST}\n\n{SECOND}", HAD, FIRST, UNASKED, False),  # too many articles waited for pages
        (f"{FIRST}\n\n{SECOND}", HAD, "The ferry leaves at eight.", LOST, True),  # and not when the page is back alone
        (FIRST, LOST, "The ferry leaves at eight.", LOST, True),
        (f"{FIRST}\n\nNot today.", LOST, FIRST, LOST, True),
        (FIRST, LOST, f"{FIRST}\n\n{SECOND}", HAD, True),
    ],
)
def test_a_page_that_is_lost_is_no_change_and_hides_none(
    tmp_path: Path, before: str, part_before: Part, after: str, part_after: Part, is_change: bool
) -> None:
    archive = opened(tmp_path)
    for text, part in ((before, part_before), (after, part_after)):
        outcome = archive.put(replace(article(slug="ferry", parts=[part]), body=text))
    archive.close()
    assert (outcome == "archived") is is_change
