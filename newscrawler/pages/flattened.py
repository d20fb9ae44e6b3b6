"""Reading a page that was flattened to text: its lines become blocks, its fields are read off their places.

The lines of such a page come in an order that can be relied on (header, teasers, title, labels with the title, body,
closing blocks), of which any part may be missing. Nothing is left out here: `newscrawler.cleaning` does that.
"""

from __future__ import annotations

import re

from newscrawler.cleaning.head import title_at
from newscrawler.cleaning.shapes import is_crosshead, is_prose, is_temperature
from newscrawler.discovery.addresses import article_id, date_in, normalise
from newscrawler.items import Article, Block, BlockKind
from newscrawler.pages.flattened_titles import find_title, labels_of

TEXT_CHARS = 16 * 1024 * 1024
"""Longer texts are cut here, at a line's end where there is one; `left_out` counts the lines beyond."""
LINES = 50_000
"""As many lines are read; the longest live blogs have a few thousand."""

_NO_TEXT = dict.fromkeys([*range(9), *range(14, 28), 0x7F, 0xFEFF, 0x200B, 0xFFFE, 0xFFFF])
_SURROGATES = re.compile("[\ud800-\udfff]")
_BULLET = re.compile(r"[•‣◦▪●*·–-]\s+\S")


def read_text(text: str, url: str | None = None) -> Article:
    """The uncleaned record of a flattened page: `blocks` holds every line that is not empty.

    `url` is the page's address where it is known: a witness for the title, the labels and the day. Never raises;
    control characters are dropped, lone surrogates become U+FFFD, white space is collapsed.

    >>> page = "4 C\\nFriday, March 6, 2026\\nHarbour’s Return\\nCoastHarbour's Return\\nThe herring came back."
    >>> article = read_text(page, "https://example.org/coast/2026/02/27/harbours-return")
    >>> article.title, article.sections, article.date_published
    ('Harbour’s Return', ['Coast'], '2026-02-27')
    """
    article = Article()
    lines, beyond = read_lines(text)
    if beyond:
        article.left_out["beyond_limit"] = beyond
    address = normalise(url) if url else None
    if address:
        article.url, article.id = address, article_id(address)
        article.date_published = date_in(address)
        if article.date_published:
            article.sources["date_published"] = "url"
    article.title = find_title(lines, address)
    if article.title:
        article.sources["title"] = "text"
        article.sections = labels_of(lines, article.title, address)
    if article.sections:
        article.section = article.sections[0]
        article.sources["section"] = article.sources["sections"] = "text"
    article.blocks = _blocks(lines, article.title)
    return article


def read_lines(text: str) -> tuple[list[str], int]:
    """The lines of `text` that are not empty, white space collapsed; and how many lie beyond the bounds."""
    beyond = 0
    if len(text) > TEXT_CHARS:
        end = max(text.rfind("\n", TEXT_CHARS // 2, TEXT_CHARS), 0) or TEXT_CHARS
        beyond = text.count("\n", end) or 1
        text = text[:end]
    text = _SURROGATES.sub("\ufffd", text.replace("\r\n", "\n"))
    lines = []
    for raw in text.splitlines():
        plain = raw if raw.isprintable() else raw.translate(_NO_TEXT)
        if line := " ".join(plain.split()):
            lines.append(line)
    return lines[:LINES], beyond + max(0, len(lines) - LINES)


def _blocks(lines: list[str], title: str | None) -> list[Block]:
    """The lines as blocks. Lines over the body have no kind that matters: `line`."""
    blocks = [Block(kind="line", text=line) for line in lines]
    body = 0
    found = title_at(blocks, title) if title else None
    if found is not None:
        body = found[0] + 1 + found[1]
    for at in range(body, len(lines)):
        kind = _kind(lines, at)
        if kind != "line":
            blocks[at] = Block(kind=kind, text=lines[at], level=1 if kind == "list_item" else None)
    return blocks


def _kind(lines: list[str], at: int) -> BlockKind:
    """What the line is by its shape and by what follows: a crosshead stands over prose."""
    line = lines[at]
    if _BULLET.match(line):
        return "list_item"
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if is_crosshead(line) and not is_temperature(line) and below:
        if is_prose(below) or is_temperature(below) or _BULLET.match(below):
            return "crosshead"
        return "line"
    return "paragraph" if is_prose(line) else "line"


__all__ = ["LINES", "TEXT_CHARS", "read_lines", "read_text"]
