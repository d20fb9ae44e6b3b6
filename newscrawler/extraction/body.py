"""The article's body: which of the page's blocks are the story, which stand among them and are not.

Where the page's class knows the element that holds the content, only the boxes inside it are judged, by their tags
and names. Anywhere else the learned model says of each block how likely it is story (`body_model`), and one decision
is made for the whole page (`decision`). Never raises on what the web sends; linear in the size of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from lxml import etree

from newscrawler.extraction.blocks import Furniture, PageBlock, PageBlocks, PageImage
from newscrawler.extraction.body_model import body_model
from newscrawler.extraction.container import inside, judge_blocks, judge_boxes, leave_unlikely, unlikely
from newscrawler.extraction.decision import decide
from newscrawler.extraction.document import Document
from newscrawler.extraction.furniture import FurnitureJudge, Reason
from newscrawler.extraction.hidden_story import hidden_story
from newscrawler.extraction.images import read_images
from newscrawler.extraction.surroundings import Surroundings
from newscrawler.items import Block, Image, Removed

_STATED_LONGER = 3.0  # times: where JSON-LD's body is that much longer than what the page shows, it is the body …
_STATED_LEAST = 500  # characters: … if it is no mere summary
_ENDS = 20  # characters of a heading that are compared with the title's before all of it is
_LEAD_BLOCKS = 6  # how far before the story's first block its lead picture may stand


@dataclass(slots=True)
class Body:
    """What was found."""

    blocks: list[Block] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    """Blocks among the story's that are not the story; positions count all blocks read."""
    left_out: dict[str, int] = field(default_factory=dict)
    """Container (`nav`, `header`, `footer`, `aside`, `other`) → number of its blocks, outside the article; a menu or
    a foot of the page that was passed by counts as one."""
    images: list[Image] = field(default_factory=list)
    """The pictures among the story's blocks, and the lead picture."""
    confidence: float | None = None
    """How often a body of which the model says this much is right (F1 of .95 or more); null where it was not asked."""
    source: str = "model"
    """`selector` (the container was given), `model`, `hidden` (by the model, most of it is not shown before somebody
    asks for it), or `json_ld` (the page shows but a part)."""
    reason: str | None = None
    """Why `blocks` is empty; null where it is not."""


def read_body(
    document: Document,
    *,
    title: str | None = None,
    container: etree._Element | None = None,
    holds_more: bool = False,
    furniture: Sequence[Furniture] = (),
    stated_body: str | None = None,
    page_type: str | None = None,
) -> Body:
    """The body of the article on this page.

    `title`: the article's title where known; a block that repeats it over the story is removed. `container`: the
    element that holds the content, where the page's class knows it. `holds_more`: whether other text may stand in it
    (a theme's class knows no site's own additions), so that the model is asked too. `furniture`: what that class knows
    to be furniture by class or id. `stated_body`, `page_type`: as JSON-LD states them (`Metadata.article_body`,
    `Metadata.page_type`), for comparison with what the page shows.
    """
    if document.root is None:
        return Body(reason="the page is empty or no HTML")
    page = document.blocks
    if not page.blocks:
        return Body(left_out=dict(page.passed), reason="the page has no text")
    judge = FurnitureJudge(furniture)
    box = _box_of(page, container) if container is not None else None
    around = Surroundings.of(document, stated_body, page_type)
    if box is not None:
        return _read_container(document, page, box, judge, title, around if holds_more else None)
    return _read_by_model(document, page, judge, title, around)


def _read_container(
    document: Document,
    page: PageBlocks,
    box: int,
    judge: FurnitureJudge,
    title: str | None,
    asked: Surroundings | None,
) -> Body:
    blocks = inside(page, box)
    reasons = judge_blocks(page, box, judge)
    if asked is not None:
        chances = body_model().chances(page, asked)
        leave_unlikely(page, box, reasons, chances, decide(page.blocks, chances).kept)
    _take_title(blocks, reasons, title)
    body = Body(source="selector")
    _sort(body, blocks, reasons)
    first, last = page.boxes.firsts[box], page.boxes.lasts[box]
    body.left_out = _zones(page, page.blocks[:first] + page.blocks[last:])
    body.images = _images(document, page, first, last, dict(zip(range(first, last), reasons, strict=True)))
    if not body.blocks:
        body.reason = "all text in the content element is furniture"
    return body


def _read_by_model(
    document: Document, page: PageBlocks, judge: FurnitureJudge, title: str | None, around: Surroundings
) -> Body:
    model = body_model()
    chances = model.chances(page, around)
    decision = decide(page.blocks, chances)
    body = Body(confidence=model.calibrated(decision.expected))
    hidden = hidden_story(document, page, decision, partial(model.chances, around=around))
    if hidden is not None:
        page, chances, decision = hidden
        body.source, body.confidence = "hidden", None
    places = np.flatnonzero(decision.kept)
    shown = sum(len(page.blocks[place].text) for place in places)
    if len(around.stated_body) >= max(_STATED_LEAST, _STATED_LONGER * shown):
        body.source, body.confidence = "json_ld", None
        body.blocks.append(Block(kind="paragraph", text=around.stated_body))
        body.left_out = _zones(page, page.blocks)
        return body
    if not len(places):
        body.left_out = _zones(page, page.blocks)
        body.reason = "no block of text looks like a story"
        return body
    first, last = int(places[0]), int(places[-1]) + 1
    unkept = [page.blocks[place] for place in np.flatnonzero(decision.read & ~decision.kept).tolist()]
    verdicts = judge_boxes(page, unkept, first, last, judge)
    read: list[PageBlock] = []
    reasons: list[Reason | None] = []
    by_place: dict[int, Reason | None] = {}
    for place in np.flatnonzero(decision.read).tolist():
        block = page.blocks[place]
        reason: Reason | None = None
        if not decision.kept[place]:
            reason = verdicts.get(block.box)
            if reason is None and not (block.kind == "caption" and first < place < last):
                reason = unlikely(chances[place])
        elif block.kind == "caption":
            block = copy(block)
            block.kind = "paragraph"
        read.append(block)
        reasons.append(reason)
        by_place[place] = reason
    _take_title(read, reasons, title)
    _sort(body, read, reasons)
    body.left_out = _zones(page, [page.blocks[place] for place in np.flatnonzero(~decision.read).tolist()])
    body.images = _images(document, page, max(0, first - _LEAD_BLOCKS), last, by_place)
    if not body.blocks:
        body.reason = "nothing but the title looks like a story"
    return body


def _box_of(page: PageBlocks, container: etree._Element) -> int | None:
    boxes = page.boxes
    found = (box for box, element in enumerate(boxes.elements) if element is container)
    return next((box for box in found if boxes.lasts[box] > boxes.firsts[box]), None)


def _sort(body: Body, blocks: Sequence[PageBlock], reasons: Sequence[Reason | None]) -> None:
    for position, (block, reason) in enumerate(zip(blocks, reasons, strict=True)):
        if reason is None:
            body.blocks.append(Block(kind=block.kind, text=block.text, level=block.level))
        else:
            by, why = reason
            body.removed.append(
                Removed(text=block.text, by=by, why=why, position=position, kind=block.kind, level=block.level)
            )


def _take_title(blocks: Sequence[PageBlock], reasons: list[Reason | None], title: str | None) -> None:
    """A heading that repeats the title, or the title as the story's first block, is not part of the story."""
    folded = fold(title) if title else ""
    shortest = len(folded) // 3  # one sign is three of its folding at most
    longest = 4 * len(title or "") + 100  # a longer one has more than the title and signs around it
    is_first = True
    for place, block in enumerate(blocks):
        if reasons[place] is None or block.kind == "crosshead":
            may_be = shortest <= len(block.text) <= longest and (block.kind == "crosshead" or is_first)
            if folded and may_be and _may_fold_to(folded, block.text) and fold(block.text) == folded:
                reasons[place] = ("title", "became the title")
            elif reasons[place] is None and block.kind != "caption":
                is_first = False


def _images(
    document: Document, page: PageBlocks, first: int, last: int, reasons: dict[int, Reason | None]
) -> list[Image]:
    """Pictures from block `first` to before block `last`; not those of teasers, whose text was taken out."""
    found: list[PageImage] = []
    for image in page.images:
        if not first <= image.position <= last:
            continue
        reason = reasons.get(image.position)
        if (
            reason is None
            or (reason[0] == "model" and page.blocks[image.position].link_share < 0.5)
            or reason[0] == "title"
        ):
            found.append(image)
    return read_images(document, found)


_ZONES = frozenset(("nav", "header", "footer", "aside"))


def _zones(page: PageBlocks, blocks: Sequence[PageBlock]) -> dict[str, int]:
    """How many of `blocks` lie in which part of the page: that of the innermost box that is one; a menu or foot that
    was passed by counts as one.
    """
    boxes = page.boxes
    own = [tag if tag in _ZONES else None for tag in boxes.tags]
    zones: list[str] = []
    for sort, parent in zip(boxes.sorts, boxes.parents, strict=True):
        zones.append(own[sort] or (zones[parent] if parent >= 0 else "other"))
    return dict(Counter([zones[block.box] for block in blocks]) + Counter(page.passed))


def _may_fold_to(folded: str, text: str) -> bool:
    """Whether the two ends of `text` are those of `folded`: a thousand long headings were folded whole."""
    first = text[0]  # most are told by it
    if first.isascii() and first.isalnum() and not folded.startswith(first.lower()):
        return False
    return folded.startswith(fold(text[:_ENDS])) and folded.endswith(fold(text[-_ENDS:]))


_OTHER_SIGNS = re.compile(r"[\W_]+")
_ASCII_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}


def fold(text: str) -> str:
    """`text` for comparison: letters and digits alone, case folded."""
    if text.isascii():  # ten times as fast
        return text.lower().translate(_ASCII_SIGNS)
    return _OTHER_SIGNS.sub("", text.casefold())
