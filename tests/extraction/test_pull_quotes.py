"""A sentence of the story that the page shows once more as an ornament is kept once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.extraction.blocks import PageBlocks
from newscrawler.extraction.cutting import cut_blocks
from newscrawler.extraction.document import Document
from newscrawler.extraction.pull_quotes import without_pull_quotes

SAID = "We have filled this lock nine thousand times"
TELLING = f"<p>“{SAID},” the keeper said on Monday, “and nobody came to see it.”</p>"
OTHER = "<p>The barge went up to the level of the town, and the gate was shut behind it.</p>"


def cut(html: str) -> PageBlocks:
    document = Document.parse(f"<body>{html}")
    assert document.root is not None
    return cut_blocks(document.root)


def stays(html: str, chances: list[float] | None = None) -> list[bool]:
    page = cut(html)
    given_chances = np.array(chances or [0.9] * len(page.blocks), dtype=np.float32)
    return (without_pull_quotes(page, given_chances) > 0).tolist()


def test_a_quotation_that_a_paragraph_has_too_goes() -> None:
    quote = f"<blockquote><p>»{SAID}«</p></blockquote>"
    assert stays(OTHER + quote + TELLING) == [True, False, True]
    assert stays(TELLING + OTHER + quote) == [True, True, False]


def test_a_box_named_so_is_one_too() -> None:
    assert stays(f"{TELLING}<div class='pull-quote'><p>{SAID}</p></div>{OTHER}") == [True, False, True]


def test_quotations_that_stand_nowhere_else_stay() -> None:
    assert all(stays(f"{OTHER}<blockquote><p>{SAID}, and that is that.</p></blockquote>{TELLING}"))
    assert all(stays(f"{OTHER}<p>{SAID}</p>{TELLING}"))


def test_what_is_told_in_text_left_out_stays() -> None:
    assert stays(f"<blockquote><p>{SAID}</p></blockquote>{TELLING}", [0.9, 0.1]) == [True, True]


def test_a_collection_of_quotations_stays_whole() -> None:
    quotes = "".join(f"<blockquote><p>{SAID} in year {year}</p></blockquote>" for year in range(80))
    assert all(stays(quotes + f"<p>{SAID} in year 7, the keeper said on Monday.</p>"))


@given(st.lists(st.sampled_from([TELLING, OTHER, f"<blockquote>{SAID}</blockquote>"]), min_size=1, max_size=12))
def test_paragraphs_never_go(parts: list[str]) -> None:
    page = cut("".join(parts))
    for block, left in zip(page.blocks, stays("".join(parts)), strict=True):
        assert left or block.kind == "quote"
