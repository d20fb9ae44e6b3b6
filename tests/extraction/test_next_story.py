"""Where a page that scrolls on for ever begins the next story."""

from __future__ import annotations

import numpy as np
import pytest

from newscrawler.extraction.blocks import PageBlocks
from newscrawler.extraction.cutting import cut_blocks
from newscrawler.extraction.document import Document
from newscrawler.extraction.next_story import next_story

TITLE = "Harbour wall is to be raised"
OTHER = "Ferry stays in port for a third day"
TEXT = f"<p>{'The wall was built before anybody here was born, and it shows. ' * 4}</p>"


def found(html: str, likely: float = 0.9) -> int | None:
    document = Document.parse(html)
    assert document.root is not None
    page: PageBlocks = cut_blocks(document.root)
    return next_story(page, np.full(len(page.blocks), likely, dtype=np.float32), f"{TITLE}\n{TITLE} - The Post")


def test_the_next_story_begins_at_a_headline_like_the_titles() -> None:
    page = f"<h1 class='headline large'>{TITLE}</h1>{TEXT}<h1 class='headline small'>{OTHER}</h1>{TEXT}"
    assert found(page) == 2


@pytest.mark.parametrize(
    "html",
    [
        f"<h1 class=headline>{TITLE}</h1>{TEXT}<h2 class=headline>{OTHER}</h2>{TEXT}",
        f"<h1 class=headline>{TITLE}</h1>{TEXT}<h1 class=crosshead>{OTHER}</h1>{TEXT}",
        f"<h1>{TITLE}</h1>{TEXT}<h1>{OTHER}</h1>{TEXT}",
        f"<h1 class=headline>{TITLE}</h1>{TEXT}<h1 class=headline>{TITLE}</h1>{TEXT}",
        f"<h1 class=headline>{OTHER}</h1>{TEXT}",
        f"<h1 class=headline>{TITLE}</h1><h1 class=headline>{OTHER}</h1>{TEXT}",
    ],
    ids=["another level", "other classes", "no classes", "the title again", "no title", "no story before"],
)
def test_other_headings_begin_no_story(html: str) -> None:
    assert found(html) is None


def test_a_headline_behind_nothing_likely_is_none() -> None:
    assert found(f"<h1 class=a>{TITLE}</h1>{TEXT}<h1 class=a>{OTHER}</h1>{TEXT}", likely=0.1) is None
