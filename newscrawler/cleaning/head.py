"""What stands over the body: weather, city, dateline, teasers, the title's line, the line of labels.

One reading of the place (`opening`), which every step of the header shares: the steps only differ in which of its
lines they take. Reading it anew in each step is cheap, since it ends at the first line of body.
"""

from __future__ import annotations

from newscrawler.cleaning.bylines import is_byline
from newscrawler.cleaning.datelines import is_date_line
from newscrawler.cleaning.shapes import is_place, is_temperature
from newscrawler.cleaning.titles import LABEL_CHARS, is_glued, labels_before, lengths_like, same_title
from newscrawler.items import Article, Block

HEAD_BLOCKS = 60
"""A title's line is looked for in so many blocks: a weather widget, a dateline and up to 28 teasers."""
_LINE_CHARS = 140
"""Datelines, temperatures and bylines are shorter."""
_ALONE = 14
"""Where no line of labels follows, the title's line must be among the first so many: further down, a line that
equals the title may be a crosshead or an entry in a list."""


def without(blocks: list[Block], article: Article, part: str) -> list[Block]:
    """`blocks` without those of the opening that are `part` ("weather_widget", "dateline", "teasers" …)."""
    if part == "teasers":  # these stand above the title's line: what follows it need not be read
        parts = [] if _taken(article, "labels") else _above_title(blocks, article)
    else:
        parts = opening(blocks, article) if _may_open(blocks, article.title) else []
    if part not in parts:
        return blocks
    return [block for at, block in enumerate(blocks) if at >= len(parts) or parts[at] != part]


def opening(blocks: list[Block], article: Article) -> list[str]:
    """What each of the first blocks is, up to the first that belongs to the body."""
    if _taken(article, "labels"):
        return []  # the line of labels is the header's last: what follows it is the body, dates and all
    parts = _above_title(blocks, article)
    lines = 0
    while (at := len(parts)) < len(blocks):
        found = _part(blocks, at, article.title, under_title=parts[-1:] == ["title"])
        parts += found
        if not found or found == ["labels"]:
            break
        lines += found != ["caption"]
        if lines > HEAD_BLOCKS:
            return []  # thousands of bylines or dates are a list of such, and no header
    return parts


def _may_open(blocks: list[Block], title: str | None) -> bool:
    """Whether the first block is short enough for a header's line: it is not on four pages of five."""
    first = next((block for block in blocks if block.kind != "caption"), None)
    return first is not None and len(first.text) <= max(_LINE_CHARS, 2 * len(title or "") + LABEL_CHARS)


def title_at(blocks: list[Block], title: str) -> tuple[int, bool] | None:
    """Where the title's own line is, and whether the line of labels follows it."""
    alone = None
    shortest, longest = lengths_like(title)
    for at, block in enumerate(blocks[:HEAD_BLOCKS]):
        if not shortest <= len(block.text) <= longest or not same_title(block.text, title):
            continue
        if at + 1 < len(blocks) and _is_labels(blocks[at + 1], title, under_title=True):
            return at, True
        if alone is None and at < _ALONE:
            alone = at  # the first one: a later one may stand in a list of popular articles
    return None if alone is None else (alone, False)


def _above_title(blocks: list[Block], article: Article) -> list[str]:
    """The parts above the title's line: the header's, then teasers, whatever they say."""
    if article.title is None or _taken(article, "title"):
        return []
    found = title_at(blocks, article.title)
    if found is None:
        return []
    at, labelled = found
    header = _header(blocks, at)
    if not labelled and "weather_widget" not in header and not (header and _is_flattened(blocks[:at])):
        return []  # nothing proves that this is a page's top: a line may quote the title
    return header + ["teasers"] * (at - len(header))


def _is_flattened(blocks: list[Block]) -> bool:
    """Whether these are flattened text's lines. In HTML a date may stand over paragraphs, the title in a list below."""
    return all(block.kind == "line" for block in blocks)


def _header(blocks: list[Block], end: int) -> list[str]:
    """The widget's and the dateline's lines at the very top, above the title's line at `end`."""
    parts: list[str] = []
    if end and is_temperature(blocks[0].text):
        parts.append("weather_widget")
        if end > 1 and is_place(blocks[1].text) and (end == 2 or is_date_line(blocks[2].text)):
            parts.append("weather_widget")
    if len(parts) < end and is_date_line(blocks[len(parts)].text):
        parts.append("dateline")
    return parts


def _part(blocks: list[Block], at: int, title: str | None, *, under_title: bool) -> list[str]:
    """What begins at `at`, with nothing but header lines before it; [] where the body begins."""
    block = blocks[at]
    if block.kind == "caption":
        return ["caption"]  # the lead picture's: stays, and hides nothing
    if len(block.text) > 600 or block.kind in ("code", "correction"):
        return []
    if title is not None:
        if _is_labels(block, title, under_title=under_title):
            return ["labels"]
        if same_title(block.text, title):
            return ["title"]
    if block.kind == "crosshead":
        return []
    if is_date_line(block.text):
        return ["dateline"]
    if block.kind != "line" and is_byline(block.text):
        return ["byline"]
    if is_temperature(block.text):
        return _widget(blocks, at)
    return []


def _is_labels(block: Block, title: str, *, under_title: bool) -> bool:
    """Whether the block is the title once more, after labels. Without labels, or where a space parts them from it
    ("Understanding Harbours" is a crosshead), only the place right under the title's line proves it.
    """
    labels = labels_before(block.text, title)
    if labels is None:
        return False
    return is_glued(block.text, labels) or (under_title and (not labels or block.kind != "crosshead"))


def _widget(blocks: list[Block], at: int) -> list[str]:
    """A temperature is a widget's only over a dateline, with a city between or not; else it may be news."""
    below = [block.text for block in blocks[at + 1 : at + 3]]
    if below and is_date_line(below[0]):
        return ["weather_widget"]
    if len(below) == 2 and is_place(below[0]) and is_date_line(below[1]):
        return ["weather_widget"] * 2
    return []


def _taken(article: Article, step: str) -> bool:
    return step in [removed.by for removed in article.removed]
