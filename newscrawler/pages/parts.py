"""An article that its site cut into several pages, made one again: the text of further pages after that of the first.

Each page is read and cleaned by itself, since each has a top and an end of its own; what a further page repeats (the
title, the standfirst, a picture's caption, a box about the author) is noted as removed. Kept + removed = read, over
all pages together.
"""

from __future__ import annotations

from dataclasses import replace

from newscrawler.extraction.words import key_of, likeness
from newscrawler.items import Article, Block, Part, Removed, body_text, content_digest

REPEATED = "stands on an earlier page of the article"
_SAME_TITLE = 0.5
"""Likeness of two pages' titles from which they are one article's: "Rain (2)", "Rain: how it began"."""
_SHORT = 25
"""Letters and digits below which a line may well be said twice: "* * *", "Yes."."""


def is_of(article: Article, page: Article) -> bool:
    """Whether `page`, read from an address that looks like one of the article's pages, is one: by its address or title.

    `/rain-2/` may be another story that got the same slug.
    """
    if page.id == article.id or not page.title or not article.title:
        return True
    return likeness(key_of(article.title), key_of(page.title)) >= _SAME_TITLE


def add_page(article: Article, page: Article, part: Part) -> bool:
    """Add what `page` has that no page before it had; False where that is nothing. Both are cleaned.

    `part` names it in the record; a page that shows the whole article takes the place of what was there.
    """
    if part.number is None:
        return _take_whole(article, page, part)
    known = {key_of(block.text) for block in article.blocks}
    kept, repeated = _told_apart(page, known, article.title)
    if not any(block.kind != "caption" for block in kept):
        return False
    start = len(article.blocks) + len(article.removed)
    moved = [replace(each, position=each.position + start) for each in (*page.removed, *repeated)]
    article.blocks = [*article.blocks, *kept]
    article.removed = [*article.removed, *sorted(moved, key=lambda each: each.position)]
    pictures = {image.url for image in article.images}
    article.images = [*article.images, *(image for image in page.images if image.url not in pictures)]
    for container, count in page.left_out.items():
        article.left_out[container] = article.left_out.get(container, 0) + count
    if article.confidence and page.confidence:
        article.confidence = {name: min(value, page.confidence.get(name, value)) for name, value in
                              article.confidence.items()}  # fmt: skip
    _finish(article, part)
    return True


def _take_whole(article: Article, page: Article, part: Part) -> bool:
    """Let a page that shows all of the article stand for it, if it begins as the first page does and goes on."""
    theirs = {key_of(block.text) for block in page.blocks}
    ours = [key for block in article.blocks if block.kind != "caption" and len(key := key_of(block.text)) >= _SHORT]
    if len(page.body or "") <= len(article.body or "") or sum(key in theirs for key in ours) * 2 < len(ours):
        return False
    article.blocks, article.removed, article.left_out = page.blocks, page.removed, page.left_out
    article.confidence = page.confidence
    pictures = {image.url for image in article.images}
    article.images = [*article.images, *(image for image in page.images if image.url not in pictures)]
    _finish(article, part)
    return True


def _told_apart(page: Article, known: set[str], title: str | None) -> tuple[list[Block], list[Removed]]:
    """The blocks of `page` that are new, and those that an earlier page has, with their places among all its blocks."""
    held = {each.position for each in page.removed}
    places = (place for place in range(len(page.blocks) + len(held)) if place not in held)
    heading = key_of(title or "")
    kept, repeated = [], []
    for place, block in zip(places, page.blocks, strict=True):
        key = key_of(block.text)
        if key == heading or (key in known and len(key) >= _SHORT):
            repeated.append(
                Removed(text=block.text, by="parts", why=REPEATED, position=place, kind=block.kind, level=block.level)
            )
        else:
            kept.append(block)
    return kept, repeated


def _finish(article: Article, part: Part) -> None:
    article.parts = [part if part.url == each.url else each for each in article.parts]
    article.body = body_text(article.blocks)
    article.content_sha256 = content_digest(article.title, article.body)
    article.no_body_reason = None if article.body else article.no_body_reason
