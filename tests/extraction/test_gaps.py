"""A short sentence or a crosshead between two of the story's blocks needs less than others."""

from __future__ import annotations

import numpy as np
import pytest

from newscrawler.extraction.cutting import cut_blocks
from newscrawler.extraction.document import Document
from newscrawler.extraction.gaps import with_gaps_filled

SENTENCE = "<p>The barge went up to the level of the town, and the gate was shut behind it.</p>"


def likely(html: str, chances: list[float]) -> list[bool]:
    document = Document.parse(f"<body>{html}")
    assert document.root is not None
    page = cut_blocks(document.root)
    assert len(page.blocks) == len(chances)
    return (with_gaps_filled(page, np.array(chances, dtype=np.float32)) >= 0.5).tolist()


@pytest.mark.parametrize(
    ("line", "chance"),
    [("<p>The gate was shut.</p>", 0.42), ("<p>“Shut it!”</p>", 0.45), ("<h2>Doubts remain</h2>", 0.32)],
)
def test_it_fills_the_gap(line: str, chance: float) -> None:
    assert all(likely(SENTENCE + line + SENTENCE, [0.9, chance, 0.9]))


@pytest.mark.parametrize(
    ("line", "chance"),
    [
        ("<p>The gate was shut.</p>", 0.35),
        ("<h2>Doubts remain</h2>", 0.25),
        ("<p>Ann Reef</p>", 0.45),
        ("<p><a href=/gate>The gate was shut.</a></p>", 0.45),
        ("<div><p>The gate was shut.</p></div>", 0.45),
        ("<ul><li>The gate was shut.</li></ul>", 0.45),
    ],
)
def test_less_likely_lines_names_links_and_other_boxes_do_not(line: str, chance: float) -> None:
    assert likely(SENTENCE + line + SENTENCE, [0.9, chance, 0.9]) == [True, False, True]


def test_it_needs_the_story_on_both_sides() -> None:
    line = "<p>The gate was shut.</p>"
    assert likely(SENTENCE + line, [0.9, 0.45]) == [True, False]
    assert likely(SENTENCE + line + line + SENTENCE, [0.9, 0.45, 0.45, 0.9]) == [True, False, False, True]
    assert likely("", []) == []
