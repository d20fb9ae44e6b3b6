"""The trees in arrays, the features they look at, and the decision over the page."""

from __future__ import annotations

import numpy as np
import pytest

from newscrawler.extraction.blocks import PageBlocks
from newscrawler.extraction.body_model import LEAVES, Trees, body_model
from newscrawler.extraction.candidates import MOST_JUDGED, MOST_OF_KIN
from newscrawler.extraction.cutting import cut_blocks
from newscrawler.extraction.decision import decide
from newscrawler.extraction.document import Document
from newscrawler.extraction.features import page_features
from newscrawler.extraction.lexicon import Lexicon
from newscrawler.extraction.second_look import second_look
from newscrawler.extraction.surroundings import Surroundings


def page_of(html: str) -> PageBlocks:
    document = Document.parse(html)
    assert document.root is not None
    return cut_blocks(document.root)


def test_trees_give_the_leaf_that_a_walk_would_find() -> None:
    # one tree, three leaves: column 0 above 1 → leaf 2; else column 1 above 5 → leaf 1, not → leaf 0; one idle tree
    features = np.zeros((LEAVES - 1, 2), dtype=np.int16)
    thresholds = np.full((LEAVES - 1, 2), np.inf, dtype=np.float32)
    masks = np.full((LEAVES - 1, 2), 0xFFFF, dtype=np.uint16)
    features[:2, 0], thresholds[:2, 0], masks[:2, 0] = (0, 1), (1.0, 5.0), (0xFFFF & ~0b011, 0xFFFF & ~0b001)
    leaves = np.zeros((2, LEAVES), dtype=np.float32)
    leaves[0, :3] = (0.1, 0.2, 0.4)
    leaves[1, 0] = 1.0
    rows = np.array([[0, 0], [0, 6], [2, 0], [2, 6], [1, 5]], dtype=np.float32)
    raw = Trees(features, thresholds, masks, leaves).raw(rows)
    assert raw == pytest.approx([1.1, 1.2, 1.4, 1.4, 1.1])
    assert Trees(features, thresholds, masks, leaves).raw(rows[:0]).shape == (0,)


def test_shipped_trees_are_well_formed() -> None:
    model = body_model()
    page = page_of("<p>A line of text.</p>")
    first = page_features(page, Lexicon(), Surroundings())
    again = second_look(page, first, np.ones(1, dtype=np.float32), Lexicon(), Surroundings())
    for trees, looked_at in ((model.first, first), (model.second, again)):
        nodes, count = trees.features.shape
        assert nodes == LEAVES - 1
        assert trees.leaves.shape == (count, LEAVES)
        assert trees.features.max() < looked_at.rows.shape[1]
    assert list(model.confidence[0]) == sorted(model.confidence[0])
    assert list(model.confidence[1]) == sorted(model.confidence[1])


def test_links_far_from_any_text_are_no_candidates() -> None:
    menu = "".join(f"<li><a href=/{number}>Section {number}</a></li>" for number in range(20))
    text = "<p>A sentence that is long enough to be taken for running text, as it goes on and on.</p>"
    page = page_of(f"<ul>{menu}</ul>{text}")
    found = page_features(page, Lexicon(), Surroundings())
    assert list(found.places) == list(range(14, 21))
    assert np.isfinite(found.rows).all()


def test_very_many_blocks_that_are_alike_are_judged_by_the_first_of_them() -> None:
    story = [
        f"<p>Line {number} of a story that goes on and on, as the rain over the bay did.</p>" for number in range(2500)
    ]
    page = page_of(f"<article>{''.join(story)}</article><aside>{'<i>No such words before.</i><hr>' * 20}</aside>")
    found = page_features(page, Lexicon(), Surroundings())
    assert list(found.places) == [*range(MOST_OF_KIN), *range(2500, 2520)]
    assert list(found.beyond) == list(range(MOST_OF_KIN, 2500))
    chances = body_model().chances(page, Surroundings())
    assert chances[MOST_OF_KIN:2500] == pytest.approx(chances[:MOST_OF_KIN].mean(), abs=1e-4)
    assert decide(page.blocks, chances).kept[:2500].sum() > 2400


def test_no_page_has_more_than_so_many_judged() -> None:
    kinds = 1 + MOST_JUDGED // MOST_OF_KIN
    page = page_of("".join(f"<div class=c{kind}>{'Rain.<hr>' * MOST_OF_KIN}</div>" for kind in range(kinds)) + "<p>End")
    found = page_features(page, Lexicon(), Surroundings())
    assert list(found.places) == list(range(MOST_JUDGED))
    assert list(found.beyond) == list(range(MOST_JUDGED, len(page.blocks)))
    assert body_model().chances(page, Surroundings())[-1] == 0  # nothing of its kin was judged


def test_a_second_story_is_told_from_the_first() -> None:
    text = "<p>A sentence that is long enough to be taken for running text, as it goes on and on.</p>" * 3
    page = page_of(f"<div class=story>{text}</div><div class=story>{text}</div>")
    rows = page_features(page, Lexicon(), Surroundings()).rows
    assert not np.array_equal(rows[0], rows[3])


@pytest.mark.parametrize(
    ("chances", "kept", "read"),
    [
        ([0.0, 0.9, 0.01, 0.8, 0.0], [1, 3], [1, 2, 3]),
        ([0.1, 0.9, 0.0], [1], [0, 1]),
        ([0.1, 0.3, 0.25, 0.0], [1, 2], [0, 1, 2]),  # nothing is likely: the likeliest
        ([0.1, 0.04, 0.0, 0.0], [], [0]),
        ([0.9, 0.9, 0.9, 0.9, 0.4, 0.0], [0, 1, 2, 3], [0, 1, 2, 3, 4]),  # a sure page is cut not far below one half
        ([0.55, 0.4, 0.35, 0.45, 0.3, 0.0], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4]),  # an unsure one lower, not lost
        ([0.55, 0.4, *[0.02] * 17, 0.45, 0.4], [0, 1], [0, 1, 19, 20]),  # … but not far from all that is likely
    ],
)
def test_decision(chances: list[float], kept: list[int], read: list[int]) -> None:
    blocks = page_of("<p>Words</p>" * len(chances)).blocks
    decision = decide(blocks, np.array(chances, dtype=np.float32))
    assert list(np.flatnonzero(decision.kept)) == kept
    assert list(np.flatnonzero(decision.read)) == read
    assert 0.0 <= decision.expected <= 1.0


def test_furniture_that_was_given_up_is_no_doubt_of_the_story() -> None:
    blocks = page_of("<p>A paragraph of the story, as long as such are.</p>" * 3 + "<p>Menu</p>" * 300).blocks
    chances = np.array([0.99] * 3 + [0.0] * 300, dtype=np.float32)
    alone = decide(blocks, chances).expected
    chances[3:] = 0.06
    assert decide(blocks, chances).expected == pytest.approx(alone)
