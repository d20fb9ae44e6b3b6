"""What the learned words say of boxes' names and of blocks' first words, looked up for a whole page at a time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.extraction.lexicon import Lexicon, head_words, name_words

NAMES = {"<div>": (0.5, 0.25), "body": (1.5, -0.5), "nav": (-2.0, -1.0), "article-body": (2.5, 0.75)}
WORDS = {"by": (-1.0, -2.0), "the": (0.25, 0.5), "0": (-0.5, 0.125)}

BOXES = st.tuples(
    st.sampled_from(["div", "p", "nav"]),
    st.lists(st.sampled_from(["body", "articleBody", "main-nav", "lede", "x", ""]), max_size=6).map(" ".join),
)


@given(st.lists(BOXES, min_size=1, max_size=12))
def test_names_say_what_their_words_say_one_by_one(boxes: list[tuple[str, str]]) -> None:
    found = Lexicon(NAMES, WORDS).name_scores(boxes)
    for row, (tag, names) in zip(found, boxes, strict=True):
        known = [NAMES[word] for word in name_words(tag, names) if word in NAMES]
        whole, within = zip(*known, strict=True) if known else ((0.0,), (0.0,))
        assert list(row) == [sum(whole), min(whole), max(whole), min(within), max(within), float("lede" in names)]


def test_names_seen_before_say_the_same_again() -> None:
    lexicon = Lexicon(NAMES, WORDS)
    first = lexicon.name_scores([("div", "articleBody nav")])
    assert np.array_equal(lexicon.name_scores([("p", "other"), ("div", "articleBody nav")])[1:], first)


def test_words_say_what_is_known_of_them() -> None:
    words = head_words("By the sea, 12 boats")
    known, scores = Lexicon(NAMES, WORDS).word_scores(words, len(words))
    assert known.tolist() == [True, True, False, True, False]
    assert scores.tolist() == [[-1.0, -2.0], [0.25, 0.5], [-0.5, 0.125]]
    assert Lexicon().word_scores(["by"], 1)[1].shape == (0, 2)
