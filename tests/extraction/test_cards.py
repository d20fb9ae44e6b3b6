"""Cards of other stories behind the story are no story, however well their snippets are written."""

from __future__ import annotations

import numpy as np

from newscrawler.extraction.cards import without_cards
from newscrawler.extraction.cutting import cut_blocks
from newscrawler.extraction.document import Document

PARAGRAPH = "<p>The wall was built before anybody here was born, and it shows wherever the sea comes over it.</p>"
STORY = f"<article>{PARAGRAPH * 6}</article>"


def card(number: int, link: str = "The ferry stays in port for day {}") -> str:
    return (
        f"<div class=item><h3><a href=/{number}>{link.format(number)}</a></h3>"
        f"<div class=snippet>For the {number}th day nobody came or went, and the harbour master said so.</div></div>"
    )


def likely(html: str) -> list[bool]:
    document = Document.parse(f"<body>{html}")
    assert document.root is not None
    page = cut_blocks(document.root)
    return (without_cards(page, np.full(len(page.blocks), 0.9, dtype=np.float32)) > 0).tolist()


def cards(count: int) -> str:
    return "".join(map(card, range(count)))


def test_cards_behind_the_story_and_their_headlines_are_not_likely() -> None:
    assert likely(f"{STORY}<div>{cards(3)}</div>") == [True] * 6 + [False] * 6


def test_two_boxes_alike_are_no_series() -> None:
    assert all(likely(f"{STORY}<div>{cards(2)}</div>"))


def test_a_story_that_is_a_list_keeps_its_items() -> None:
    assert all(likely(f"<article>{PARAGRAPH * 6}{cards(4)}</article>"))


def test_cards_before_the_story_or_within_it_are_left_to_the_model() -> None:
    assert all(likely(f"<div>{cards(3)}</div>{STORY}"))
    assert all(likely(f"{STORY}<div>{cards(3)}</div>{STORY}"))


def test_boxes_alike_that_no_link_leads_are_left_to_the_model() -> None:
    assert all(likely(STORY + "".join(f"<div class=snippet>{PARAGRAPH[3:-4]} {number}</div>" for number in range(4))))
    assert all(likely(f"{STORY}<div>{''.join(card(number, 'More') for number in range(4))}</div>"))


def test_a_page_of_hardly_anything_but_cards_is_left_to_the_model() -> None:
    assert all(likely(f"<article>{PARAGRAPH * 3}</article><div>{cards(40)}</div>"))
