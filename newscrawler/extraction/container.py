"""What stands inside a container that is known to hold the article: story, or one of the boxes set into it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.blocks import PageBlock, PageBlocks
from newscrawler.extraction.furniture import FurnitureJudge, Reason
from newscrawler.extraction.page_basics import Floats

_ALL_LINK = 0.95
_LARGE_SHARE = 0.5  # a box with more of the container's text than this is not furniture, whatever its name
_DOUBTED = frozenset(("paragraph", "crosshead", "list_item"))  # kinds of which sites add lines to the content
_KNOWN = 0.5  # share of the content's text that the model must take for story before it may take anything out


def inside(page: PageBlocks, container: int) -> list[PageBlock]:
    """The blocks in the container."""
    return page.blocks[page.boxes.firsts[container] : page.boxes.lasts[container]]


def judge_blocks(page: PageBlocks, container: int, judge: FurnitureJudge) -> list[Reason | None]:
    """For each block inside the container, why it is not story; None where it is."""
    boxes = page.boxes
    blocks = inside(page, container)
    first, last, depth = boxes.firsts[container], boxes.lasts[container], boxes.depths[container]
    verdicts = judge_boxes(page, blocks, first, last, judge, depth)
    reasons = [verdicts.get(block.box) or _row_of_links(block) for block in blocks]
    _take_closing_links(blocks, reasons)
    return reasons


def leave_unlikely(
    page: PageBlocks, container: int, reasons: list[Reason | None], chances: Floats, kept: npt.NDArray[np.bool_]
) -> None:
    """Adds to `reasons`, of the blocks inside the container, what the model leaves of them before the first and behind
    the last block that it keeps; `chances` and `kept` are of all blocks of the page. What stands between is the
    story's (tables, quotations and lists of a known content element are not the model's to doubt), and so are tables
    and quotations anywhere. Nothing is left where the model knows less than half of the content for story.
    """
    first = page.boxes.firsts[container]
    blocks = inside(page, container)
    content = np.array([0 if reason else len(block.text) for block, reason in zip(blocks, reasons, strict=True)])
    places = np.flatnonzero(kept[first : first + len(blocks)])
    if not len(places) or content[places].sum() < _KNOWN * content.sum():
        return
    for place in (*range(places[0]), *range(places[-1] + 1, len(blocks))):
        if reasons[place] is None and blocks[place].kind in _DOUBTED:
            reasons[place] = unlikely(chances[first + place])


def unlikely(chance: np.float32) -> Reason:
    """The model's reason to leave a block."""
    return ("model", f"its chance to be story is {chance:.2f}")


def judge_boxes(
    page: PageBlocks, asked: Iterable[PageBlock], first: int, last: int, judge: FurnitureJudge, depth: int = -1
) -> dict[int, Reason | None]:
    """For each box of the blocks `asked` that spans some of those from `first` to before `last`, if it is deeper than
    `depth`, why it or one around it is furniture.
    """
    chars = [0, *page.sizes[first:last].cumsum().tolist()]
    most = _LARGE_SHARE * chars[-1]
    boxes = page.boxes
    parents, depths, firsts, lasts = boxes.parents, boxes.depths, boxes.firsts, boxes.lasts
    verdicts: dict[int, Reason | None] = {}
    for block in asked:
        path: list[int] = []
        box = block.box
        if firsts[box] >= last or lasts[box] <= first:
            continue
        while box >= 0 and depths[box] > depth and box not in verdicts:
            path.append(box)
            box = parents[box]
        verdict = verdicts.get(box)
        for box in reversed(path):
            if verdict is None:
                verdict = judge.special(boxes, box)
            if verdict is None:
                low, high = max(firsts[box], first) - first, min(lasts[box], last) - first
                if high > low and chars[high] - chars[low] <= most:
                    verdict = judge.general(boxes, box)
            verdicts[box] = verdict
    return verdicts


def _row_of_links(block: PageBlock) -> Reason | None:
    if block.link_share > 0.9 and block.links > 2 and len(block.text) < 60 * block.links:
        return ("links", "a row of links")
    return None


def _take_closing_links(blocks: list[PageBlock], reasons: list[Reason | None]) -> None:
    """Blocks at the end that are nothing but a link lead on to something else; the first block is never one."""
    for place in range(len(blocks) - 1, 0, -1):
        if reasons[place] is None:
            if blocks[place].link_share <= _ALL_LINK or blocks[place].kind == "caption":
                return
            reasons[place] = ("related_block", "a link after the end of the text")
