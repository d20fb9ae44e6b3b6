"""What a page shows twice is kept once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.extraction.blocks import PageBlock, PageBlocks
from newscrawler.extraction.repeated import without_repeats

STORY = [f"Paragraph {number} of the harbour's history: {'stone upon stone ' * 12}" for number in range(4)]


def likely(texts: list[str], chances: list[float] | None = None) -> list[bool]:
    page = PageBlocks(blocks=[PageBlock("paragraph", None, text, 0) for text in texts])
    given_chances = np.array(chances or [0.9] * len(texts), dtype=np.float32)
    return (without_repeats(page, given_chances) > 0).tolist()


def test_a_story_shown_twice_is_kept_once() -> None:
    assert likely(STORY + STORY) == [True] * 4 + [False] * 4
    assert likely([*STORY, "In between.", *STORY[1:3], "Behind."]) == [True] * 5 + [False] * 2 + [True]


def test_what_is_not_likely_between_hides_no_repetition() -> None:
    shown = [*STORY, STORY[0], "Share", STORY[1]]
    assert likely(shown, [0.9] * 5 + [0.1, 0.9]) == [True] * 4 + [False, True, False]


def test_a_chorus_or_one_paragraph_said_again_stays() -> None:
    chorus = ["Oh the harbour, the harbour wall,", "who built it nobody knows at all."]
    assert all(likely([STORY[0], *chorus, STORY[1], *chorus, STORY[2], *chorus]))
    assert all(likely([*STORY, STORY[0]]))
    assert all(likely(STORY[:1] * 6))


@given(st.lists(st.sampled_from([*STORY, "Short.", "Pro"]), max_size=30))
def test_what_is_kept_has_every_text_that_was_there(texts: list[str]) -> None:
    kept = [text for text, stays in zip(texts, likely(texts), strict=True) if stays]
    assert set(kept) == set(texts)
    assert likely(kept) == [True] * len(kept) or len(kept) < len(texts)
