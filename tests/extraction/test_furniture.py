"""Which boxes inside an article are furniture by their tag or their names."""

from __future__ import annotations

import pytest

from newscrawler.extraction.blocks import Boxes, Furniture
from newscrawler.extraction.cutting import cut_blocks
from newscrawler.extraction.document import Document
from newscrawler.extraction.furniture import FurnitureJudge


def box_of(html: str) -> tuple[Boxes, int]:
    """The outermost box of the fragment, as it stands in an article."""
    document = Document.parse(f"<html><body><article>{html}</article></body></html>")
    assert document.root is not None
    return cut_blocks(document.root).boxes, 3


TAKEN = [
    ("<aside>Words</aside>", "aside"),
    ("<nav>Words</nav>", "navigation"),
    ("<form>Words</form>", "form"),
    ("<div role=navigation>Words</div>", "navigation"),
    ("<div class='post-share-bar'>Words</div>", "share_buttons"),
    ("<div class='StorySocialButtons'>Words</div>", "share_buttons"),
    ("<div class='ad-slot ad-slot--inline'>Words</div>", "advertisement"),
    ("<div id=relatedPosts>Words</div>", "related_block"),
    ("<div class='read-more-box'>Words</div>", "related_block"),
    ("<section class='newsletter-signup'>Words</section>", "newsletter_box"),
    ("<div class=author-bio>Words</div>", "author_box"),
    ("<ul class='post-tags'><li>Words</li></ul>", "tag_list"),
    ("<div id=comments>Words</div>", "comments"),
    ("<div class='most-read'>Words</div>", "popular_block"),
]

LEFT_ALONE = [
    "<p>Words</p>",
    "<div class='article-body'>Words</div>",
    "<div class='shadow adapted'>Words</div>",
    "<div class='headline-large'>Words</div>",
    "<div class='staged'>Words</div>",
    "<blockquote class='pull'>Words</blockquote>",
    "<div class='author-quote'>Words</div>",
    "<section class='readable more-space'>Words</section>",
]


@pytest.mark.parametrize(("html", "by"), TAKEN)
def test_taken(html: str, by: str) -> None:
    reason = FurnitureJudge().general(*box_of(html))
    assert reason is not None
    assert reason[0] == by
    assert reason[1]


@pytest.mark.parametrize("html", LEFT_ALONE)
def test_left_alone(html: str) -> None:
    assert FurnitureJudge().general(*box_of(html)) is None


SPECIAL = (Furniture(frozenset({"wx-card*", "#poll", "Badge"}), "widget", "a widget of the site"),)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<div class='a wx-card-large'>Words</div>", True),
        ("<div id=Poll>Words</div>", True),
        ("<div class=badge>Words</div>", True),
        ("<div class=poll>Words</div>", False),
        ("<div class=badges>Words</div>", False),
        ("<div>Words</div>", False),
    ],
)
def test_what_the_site_itself_lists(html: str, found: bool) -> None:
    assert (FurnitureJudge(SPECIAL).special(*box_of(html)) is not None) is found
