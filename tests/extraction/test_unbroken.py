"""What is one thing on the page, a table, a list, a listing, is kept whole or by its likely parts alone."""

from __future__ import annotations

import numpy as np
import pytest

from newscrawler.extraction.cutting import cut_blocks
from newscrawler.extraction.decision import decide
from newscrawler.extraction.document import Document

SENTENCE = "<p>The herring came back to the harbour on a Tuesday, and nobody was there to see it but the keeper.</p>"
ROWS = "<table>" + "".join(f"<tr><td>Week {week}</td><td>{week}4 tons</td></tr>" for week in (1, 2, 3)) + "</table>"
ENTRIES = "<ul><li>salt herring</li><li>smoked herring</li><li>herring in cream</li></ul>"
CODE = "<pre>catch = 4</pre><pre>print(catch)</pre>"


def kept(html: str, chances: list[float]) -> list[bool]:
    document = Document.parse(html)
    assert document.root is not None
    blocks = cut_blocks(document.root).blocks
    assert len(blocks) == len(chances)
    return decide(blocks, np.array(chances, dtype=np.float32)).kept.tolist()


@pytest.mark.parametrize(
    ("inner", "chances"), [(ROWS, [0.1, 0.3, 0.2]), (ENTRIES, [0.9, 0.3, 0.4]), (CODE, [0.3, 0.2])]
)
def test_it_is_kept_whole_between_kept_text(inner: str, chances: list[float]) -> None:
    assert all(kept(SENTENCE + inner + SENTENCE, [0.9, *chances, 0.9]))


def test_what_is_unlikely_stays_out() -> None:
    assert kept(SENTENCE + ROWS + SENTENCE, [0.9, 0.1, 0.0, 0.1, 0.9]) == [True, False, False, False, True]


@pytest.mark.parametrize("inner", [ROWS, ENTRIES])
def test_before_and_behind_the_story_each_part_speaks_for_itself(inner: str) -> None:
    assert kept(inner + SENTENCE, [0.35, 0.3, 0.3, 0.9]) == [False, False, False, True]
    assert kept(SENTENCE + inner, [0.9, 0.35, 0.3, 0.3]) == [True, False, False, False]


def test_paragraphs_are_no_run() -> None:
    assert kept(SENTENCE * 3, [0.9, 0.35, 0.9]) == [True, False, True]
