"""The article's body: which of the page's blocks are the story, which stand among them and are not.

`read_body` never raises on what the web sends, and is linear in the size of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from newscrawler.extraction.blocks import Box, Furniture, PageBlock, PageBlocks, cut_blocks
from newscrawler.extraction.document import Document
from newscrawler.extraction.furniture import FurnitureJudge, Reason, name_words, names_of
from newscrawler.extraction.images import read_images
from newscrawler.items import Block, Image, Removed

_LARGE_SHARE = 0.5  # a box with more of the container's text than this is not furniture, whatever its name
_LINKED = 0.6  # a block with a larger share of link text is a link, not a sentence
_MIN_BODY_CHARS = 140  # less running text than this is no article


@dataclass(slots=True)
class Body:
    """What was found."""

    blocks: list[Block] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    """Blocks inside the container that are not the story; positions count all blocks read there."""
    left_out: dict[str, int] = field(default_factory=dict)
    """Container (`nav`, `header`, `footer`, `aside`, `other`) → number of its blocks, outside the article."""
    images: list[Image] = field(default_factory=list)
    confidence: float | None = None
    source: str = "heuristic"
    """`selector` (the container was given), `model` or `heuristic`."""
    reason: str | None = None
    """Why `blocks` is empty; null where it is not."""


def read_body(
    document: Document,
    *,
    title: str | None = None,
    container: etree._Element | None = None,
    furniture: Sequence[Furniture] = (),
) -> Body:
    """The body of the article on this page.

    `title`: the article's title where known; a heading that repeats it is removed. `container`: the element that
    holds the content, where the page class knows it: then only boxes inside it are judged. `furniture`: what the
    page class knows to be furniture by class or id.
    """
    if document.root is None:
        return Body(reason="the page is empty or no HTML")
    page = cut_blocks(document.root)
    if not page.blocks:
        return Body(reason="the page has no text")
    chosen = _box_of(page, container) if container is not None else _find_container(page)
    if chosen is None:
        why = "the content element has no text" if container is not None else "no block of text looks like a story"
        return Body(reason=why, left_out=_zones(page.blocks))
    first, last = _span(page, chosen)
    inside = page.blocks[first : last + 1]
    reasons = _judge(page, chosen, inside, title, FurnitureJudge(furniture))
    body = Body(source="selector" if container is not None else "heuristic")
    for position, (block, reason) in enumerate(zip(inside, reasons, strict=True)):
        if reason is None:
            body.blocks.append(Block(kind=block.kind, text=block.text, level=block.level))
        else:
            by, why = reason
            body.removed.append(
                Removed(text=block.text, by=by, why=why, position=position, kind=block.kind, level=block.level)
            )
    body.left_out = _zones(page.blocks[:first] + page.blocks[last + 1 :])
    body.images = read_images(document, [image for image in page.images if first < image.position <= last + 1])
    if not body.blocks:
        body.reason = "all text in the content element is furniture"
    return body


def _box_of(page: PageBlocks, container: etree._Element) -> Box | None:
    for box in page.boxes:
        if box.element is container:
            return box
    return None


def _within(page: PageBlocks, outer: Box) -> list[bool]:
    """For every box, whether it is `outer` or inside it."""
    inside = [False] * len(page.boxes)
    for box in page.boxes[outer.index :]:
        inside[box.index] = box is outer or (box.parent is not None and inside[box.parent.index])
    return inside


def _span(page: PageBlocks, chosen: Box) -> tuple[int, int]:
    inside = _within(page, chosen)
    places = [place for place, block in enumerate(page.blocks) if inside[block.box.index]]
    return (places[0], places[-1]) if places else (0, -1)


def _weight(text: str) -> int:
    """Characters, those of scripts without spaces counting double."""
    return len(text) if text.isascii() else len(text) + sum(1 for char in text if "\u2e80" <= char <= "\uffdc")


def _find_container(page: PageBlocks) -> Box | None:
    """The innermost box that holds nearly all running text of the densest part of the page."""
    own = [0.0] * len(page.boxes)
    outside = _outside(page)
    for block in page.blocks:
        weight = _weight(block.text)
        if outside[block.box.index] or block.link_share > _LINKED or weight < 50 or block.kind == "caption":
            continue
        own[block.box.index] += min(weight, 600)
    total = list(own)
    for box in reversed(page.boxes):
        if box.parent is not None:
            total[box.parent.index] += total[box.index]
    children: dict[int, Box] = {}
    for box in page.boxes:
        if box.parent is None:
            continue
        best = children.get(box.parent.index)
        if best is None or total[box.index] > total[best.index]:
            children[box.parent.index] = box
    chosen = page.boxes[0]
    if total[chosen.index] < _MIN_BODY_CHARS:
        return None
    while (child := children.get(chosen.index)) is not None and child.tag not in ("p", "li", "tr", "td"):
        if total[child.index] < 0.6 * total[chosen.index] and not (
            _names_a_body(child) and total[child.index] > 0.3 * total[chosen.index]
        ):
            break
        chosen = child
    return chosen


_BODY_NAMES = frozenset({("article", "body"), ("entry", "content"), ("post", "content"), ("story", "body")})


def _names_a_body(box: Box) -> bool:
    if box.tag == "article" or box.element.get("itemprop") == "articleBody":
        return True
    words = name_words(names_of(box.element))
    return any(pair in _BODY_NAMES for pair in pairwise(words))


_ZONES = {"nav": "nav", "header": "header", "footer": "footer", "aside": "aside", "form": "other"}


def _outside(page: PageBlocks) -> list[bool]:
    judge = FurnitureJudge()
    outside = [False] * len(page.boxes)
    for box in page.boxes:
        outer = box.parent is not None and outside[box.parent.index]
        outside[box.index] = (
            outer
            or (box.tag in _ZONES and box.tag != "header")
            or (box.tag not in ("body", "html", "main", "article") and judge.general(box) is not None)
        )
    return outside


def _zones(blocks: Sequence[PageBlock]) -> dict[str, int]:
    """How many of `blocks` lie in which part of the page."""
    counts: dict[str, int] = {}
    known: dict[int, str] = {}
    for block in blocks:
        zone = _zone(block.box, known)
        counts[zone] = counts.get(zone, 0) + 1
    return counts


def _zone(box: Box | None, known: dict[int, str]) -> str:
    path: list[int] = []
    zone = "other"
    while box is not None:
        if box.index in known:
            zone = known[box.index]
            break
        path.append(box.index)
        if box.tag in _ZONES:
            zone = _ZONES[box.tag]
            break
        box = box.parent
    known.update(dict.fromkeys(path, zone))
    return zone


def _judge(
    page: PageBlocks, chosen: Box, inside: Sequence[PageBlock], title: str | None, judge: FurnitureJudge
) -> list[Reason | None]:
    """For every block in the container, why it is not the story; None where it is."""
    within = _within(page, chosen)
    chars = [0] * len(page.boxes)
    for block in inside:
        chars[block.box.index] += len(block.text)
    for box in reversed(page.boxes):
        if box.parent is not None:
            chars[box.parent.index] += chars[box.index]
    verdicts: list[Reason | None] = [None] * len(page.boxes)
    for box in page.boxes[chosen.index + 1 :]:
        if not within[box.index] or box.parent is None:
            continue
        verdict = verdicts[box.parent.index] or judge.special(box)
        if verdict is None and chars[box.index] <= _LARGE_SHARE * chars[chosen.index]:
            verdict = judge.general(box)
        verdicts[box.index] = verdict
    folded = fold(title) if title else ""
    return [
        _block_reason(block, folded) if verdict is None else verdict
        for block, verdict in ((block, verdicts[block.box.index]) for block in inside)
    ]


def _block_reason(block: PageBlock, folded_title: str) -> Reason | None:
    if folded_title and block.kind == "crosshead" and fold(block.text) == folded_title:
        return ("title", "became the title")
    if block.link_share > 0.9 and block.links > 2 and len(block.text) < 60 * block.links:
        return ("links", "a row of links")
    return None


def fold(text: str) -> str:
    """`text` for comparison: letters and digits alone, case folded."""
    return "".join(char for char in text.casefold() if char.isalnum())
