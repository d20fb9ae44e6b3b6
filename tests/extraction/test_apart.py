"""Dialogs and comments are no story, whatever the model thinks of their sentences."""

from __future__ import annotations

import numpy as np
import pytest

from newscrawler.extraction.apart import without_boxes_apart
from newscrawler.extraction.cutting import cut_blocks
from newscrawler.extraction.document import Document

STORY = "<article>" + "<p>The wall was built before anybody here was born, and it shows.</p>" * 3 + "</article>"
ASIDE = "<p>We would like to know how this page is used.</p>"


def likely(html: str) -> list[bool]:
    document = Document.parse(html)
    assert document.root is not None
    page = cut_blocks(document.root)
    return (without_boxes_apart(page, np.full(len(page.blocks), 0.9, dtype=np.float32)) > 0).tolist()


@pytest.mark.parametrize(
    "box",
    [
        "div class=privacy-modal-box", "div class=cookieModal", "div role=dialog", "dialog", "div class=PopUp",
        "div id=comments", "ol class=comment-list", "div class='post disqus'",
    ],
)  # fmt: skip
def test_text_in_boxes_apart_is_not_likely(box: str) -> None:
    assert likely(f"{STORY}<{box}>{ASIDE}</{box.split()[0]}>") == [True, True, True, False]


@pytest.mark.parametrize(
    "box", ["div class=dialogue", "div class=commentary", "div class=modality", "div class=hero-overlay"]
)
def test_names_that_only_look_alike_say_nothing(box: str) -> None:
    assert likely(f"{STORY}<{box}>{ASIDE}</div>") == [True] * 4


def test_a_box_that_holds_the_story_is_not_apart() -> None:
    assert likely(f"<div class=modal>{STORY}</div>{ASIDE}") == [True] * 4
