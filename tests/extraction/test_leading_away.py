"""Links that are set off by hand among the paragraphs lead away; links that are a sentence of the story stay."""

from __future__ import annotations

import numpy as np
import pytest

from newscrawler.extraction.cutting import cut_blocks
from newscrawler.extraction.document import Document
from newscrawler.extraction.leading_away import without_leading_away

SENTENCE = "<p>The lock was filled in an hour, and the barge went up to the level of the town.</p>"


def stays(line: str) -> bool:
    document = Document.parse(f"<body>{SENTENCE}{line}{SENTENCE}")
    assert document.root is not None
    page = cut_blocks(document.root)
    left = without_leading_away(page, np.full(len(page.blocks), 0.9, dtype=np.float32)).tolist()
    assert left[0] == left[-1] == pytest.approx(0.9)
    return left[1] > 0


@pytest.mark.parametrize(
    "line",
    [
        "<p>(<a href=/lock>See how a lock is filled, in six drawings.</a>)</p>",
        "<p>[<a href=/canal>Related: The canal that nobody wanted</a>]</p>",
        "<p>（<a href=/lock>船闸是怎样灌水的</a>）</p>",
        "<p>&gt;&gt; Read here: <a href=/canal>The canal that nobody wanted, and who paid for it</a></p>",
        "<p>👉 <a href=/canal>The canal that nobody wanted</a></p>",
    ],
)
def test_a_link_set_off_leads_away(line: str) -> None:
    assert not stays(line)


@pytest.mark.parametrize(
    "line",
    [
        "<p><a href=/canal>The council has published all of its letters.</a></p>",
        "<p>(The lock, <a href=/lock>said</a> the keeper, has never been emptied in his time.)</p>",
        "<p>(She laughs, and looks at the water for a while.)</p>",
        "<p>→ Fill the lock first, then open the upper gate.</p>",
        "<ul><li>» <a href=/lock>Locks of the upper canal</a></li></ul>",
        f"<p>(<a href=/lock>{'It rained all day. ' * 14}</a>)</p>",
    ],
)
def test_other_lines_are_left_to_the_model(line: str) -> None:
    assert stays(line)
