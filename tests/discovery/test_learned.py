"""What a site's own pages teach of its addresses."""

from __future__ import annotations

import pytest

from newscrawler.archive.walk_notes import MOST_SHAPES, notes_in_memory
from newscrawler.discovery.learned import LEAST, LEAST_AGAINST, Counts, kind_with, learned_kind, shapes_in
from newscrawler.discovery.links import LinkKind

HOME = "https://pier.example"


def test_the_first_segment_is_kept_and_the_rest_is_blurred() -> None:
    assert shapes_in(f"{HOME}/p/rain-over-the-harbour") == ("/p/slug", "word/slug")
    assert shapes_in(f"{HOME}/2026/02/rain") == ("4#/2#/word",)
    assert shapes_in(f"{HOME}/rain") == ("word",)


@pytest.mark.parametrize(
    ("counts", "kind"),
    [
        ((1, 0, 0), None), ((LEAST - 1, 0, 0), None), ((LEAST, 0, 0), LinkKind.ARTICLE), ((9, 1, 0), LinkKind.ARTICLE),
        ((8, 2, 0), None), ((0, LEAST, 0), None), ((0, LEAST_AGAINST, 0), LinkKind.INDEX),
        ((0, 0, LEAST_AGAINST), LinkKind.OTHER), ((1, 0, 50), None), ((0, 7, 7), None),
    ],
)  # fmt: skip
def test_one_example_is_none(counts: Counts, kind: LinkKind | None) -> None:
    assert learned_kind(f"{HOME}/p/rain", {"/p/word": counts}) is kind


def test_what_was_seen_outweighs_the_guess() -> None:
    """`/p/rain` says nothing by itself; `/team/…` looks like stories and is none."""
    known = {"/p/word": (20, 0, 0), "/team/slug": (0, 0, 30), "word/slug": (400, 0, 30)}
    assert kind_with(known, f"{HOME}/p/wind", LinkKind.OTHER) is LinkKind.ARTICLE
    assert kind_with(known, f"{HOME}/team/ines-falk-pilot", LinkKind.ARTICLE) is LinkKind.OTHER
    assert kind_with(known, f"{HOME}/harbour/boats-are-counted", LinkKind.OTHER) is LinkKind.ARTICLE
    assert kind_with(known, f"{HOME}/p/wind?page=2", LinkKind.INDEX) is LinkKind.INDEX
    assert kind_with({}, f"{HOME}/p/wind", LinkKind.OTHER) is LinkKind.OTHER


def test_bounded() -> None:
    notes = notes_in_memory()
    notes.begin(1)
    for number in range(MOST_SHAPES + 10):
        notes.learn(f"/{number}/word", "article")
    notes.learn("x" * 500, "article")
    notes.learn("/1/word", "list")
    assert len(notes.shapes) == MOST_SHAPES
    assert notes.shapes["/1/word"] == (1, 1, 0)
