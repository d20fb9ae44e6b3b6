"""What the body model looks at the second time: the first look's chances, put in order."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawler.extraction import surroundings
from newscrawler.extraction.blocks import PageBlocks
from newscrawler.extraction.cutting import cut_blocks
from newscrawler.extraction.document import Document
from newscrawler.extraction.features import PageFeatures, page_features
from newscrawler.extraction.lexicon import Lexicon
from newscrawler.extraction.page_basics import Floats
from newscrawler.extraction.second_look import NEWS_COLUMN, OPEN, second_look
from newscrawler.extraction.surroundings import Surroundings, held_in

TEXT = "The ferry to the outer islands will run again from Monday, the harbour master said after an inspection of it."
SUMMARY = "For three weeks nobody could cross, and the islands ran short of bread."
PAGE = f"""<body><h1>Ferry runs again</h1><div class=dek>{SUMMARY}</div><div class=story>{f"<p>{TEXT}</p>" * 4}
<div class=dek>{SUMMARY}</div></div><div class=more>{f"<p>{TEXT}</p>" * 2}</div></body>"""


def looked(html: str, chances: list[float], around: Surroundings | None = None) -> tuple[PageBlocks, PageFeatures]:
    document = Document.parse(html)
    assert document.root is not None
    page = cut_blocks(document.root)
    around = around or Surroundings()
    first = page_features(page, Lexicon(), around)
    said: Floats = np.resize(np.array(chances, dtype=np.float32), len(first.places))
    return page, second_look(page, first, said, Lexicon(), around)


@settings(max_examples=40)
@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=9), st.integers(0, 9))
def test_any_chances_give_a_finite_row_for_each_open_block(chances: list[float], paragraphs: int) -> None:
    _, again = looked(f"<body><h1>Rain</h1><div>{f'<p>{TEXT}' * paragraphs}</div></body>", chances)
    said = np.resize(np.array(chances, dtype=np.float32), paragraphs + 1)
    assert list(again.places) == list(np.flatnonzero(said >= OPEN))
    assert np.isfinite(again.rows).all()


def test_the_same_paragraph_looks_other_among_the_story_than_behind_it() -> None:
    _, again = looked(PAGE, [0.1, 0.3, 0.9, 0.9, 0.6, 0.9, 0.1, 0.6, 0.1])
    rows = {int(place): row for place, row in zip(again.places, again.rows, strict=True)}
    assert not np.array_equal(rows[4][-40:], rows[7][-40:])


def test_a_standfirst_stands_before_the_text_alone() -> None:
    page, again = looked(PAGE, [0.1, 0.3, 0.9, 0.9, 0.9, 0.9, 0.3, 0.1, 0.1], Surroundings(description=SUMMARY))
    like = {int(place): float(row[NEWS_COLUMN]) for place, row in zip(again.places, again.rows, strict=True)}
    assert [page.blocks[place].text for place, points in like.items() if points > 0] == [SUMMARY]
    assert max(like, key=lambda place: like[place]) == 1


def test_pages_of_links_and_of_nothing_likely_are_no_trouble() -> None:
    _, again = looked("<body><p>Words</p></body>", [0.0])
    assert again.rows.shape[0] == len(again.places) == 0


@settings(max_examples=40)
@given(st.lists(st.text("ab ", max_size=8), max_size=6), st.text("ab ", max_size=60))
def test_many_pieces_are_found_as_few_are(pieces: list[str], whole: str) -> None:
    expected = [piece in whole for piece in pieces]
    assert held_in(pieces, whole) == expected
    with patch.object(surroundings, "_FEW", -1):
        assert held_in(pieces, whole) == expected
