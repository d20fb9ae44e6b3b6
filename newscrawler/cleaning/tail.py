"""What stands after the body: blocks of links, tags and popular articles, calls for comments, copyright.

Read once, from the end backwards (`closing`); the steps differ in which parts they take. A heading counts only where
nothing but its items follows it to the end or to the next such part: the same words over prose are a crosshead.
"""

from __future__ import annotations

from collections.abc import Sequence

from newscrawler.cleaning.closing_lines import claims_rights, closing_line
from newscrawler.cleaning.closing_wording import HEADINGS, NAMED, PLAIN
from newscrawler.cleaning.head import title_at
from newscrawler.cleaning.phrases import heading_key
from newscrawler.cleaning.shapes import SUMMARY_CHARS, ends_sentence, is_headline, word_count
from newscrawler.items import Article, Block

TAIL_BLOCKS = 120
"""Closing parts are looked for in so many blocks from the end: three headings with up to 39 items each."""
_HEADING_CHARS = 60
_SUMMARY_WORDS = 60
_HEADLINE_WORDS = 4
"""Under a heading that might as well be a crosshead ("Most popular"), an item must have so many words: headlines
have, the most popular names of a year have not."""
_TAG_WORDS = 8


def without(blocks: list[Block], article: Article, part: str) -> list[Block]:
    """`blocks` without what is `part` of their closing ("related_block", "tag_list", "popular_block" …)."""
    parts = closing(blocks, article.title)
    if part not in parts.values():
        return blocks
    return [block for at, block in enumerate(blocks) if parts.get(at) != part]


def closing(blocks: list[Block], title: str | None = None) -> dict[int, str]:
    """Which of the last blocks are which part of the page's closing: index → part. None is above the title's line."""
    parts = _read_back(blocks, 0)
    if not parts or not title:
        return parts
    found = title_at(blocks, title)
    return _read_back(blocks, found[0] + 1) if found and min(parts) <= found[0] else parts


def _read_back(blocks: list[Block], first: int) -> dict[int, str]:
    parts: dict[int, str] = {}
    items: list[int] = []  # seen below the current place, and not yet anybody's
    prose_below = False
    for at in range(len(blocks) - 1, max(first, len(blocks) - TAIL_BLOCKS) - 1, -1):
        text = blocks[at].text
        if len(text) > SUMMARY_CHARS:
            break
        if blocks[at].kind == "caption":
            items.append(at)  # of a related article's picture; no heading, and no sentence of the body
            continue
        alone = closing_line(text)
        if alone == "correction" or blocks[at].kind == "correction":
            items, prose_below = [], False  # content, and so is what stands below it
            continue
        if alone and (not prose_below or (alone == "copyright" and claims_rights(text))):
            parts[at] = alone
            continue
        heading = HEADINGS.get(heading_key(text)) if len(text) <= _HEADING_CHARS else None
        if heading is None:
            is_sentence = ends_sentence(text)
            if is_sentence and items and items[-1] == at + 1 and ends_sentence(blocks[at + 1].text):
                break  # two sentences in a row: the body, over which no heading of the closing can stand
            items.append(at)
            prose_below = prose_below or is_sentence
            continue
        part, proof = heading
        if not _fit(part, proof, [blocks[item].text for item in reversed(items)]):
            break
        parts.update(dict.fromkeys((at, *items), part))
        items, prose_below = [], False
    return parts


def _fit(part: str, proof: str, items: Sequence[str]) -> bool:
    """Whether `items` are what such a heading stands over, whole: tags, headlines, or headlines with summaries."""
    if part == "tag_list":
        return all(is_headline(item) and (word_count(item) <= _TAG_WORDS or "," in item) for item in items)
    if proof != NAMED:
        shortest = _HEADLINE_WORDS if proof == PLAIN else 1
        return all(is_headline(item) and word_count(item) >= shortest for item in items)
    return all(
        is_headline(item) or (at > 0 and not ends_sentence(items[at - 1]) and word_count(item) <= _SUMMARY_WORDS)
        for at, item in enumerate(items)
    )
