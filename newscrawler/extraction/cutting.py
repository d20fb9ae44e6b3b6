"""Cutting the page into blocks of text, in one pass over the DOM: what everything that judges text starts from.

A block ends where a browser would begin a new line of its own: at block-level tags and at two `<br>` in a row.
Inline tags never split a word, block tags always do. Every block knows its `Box`: the chain of block-level
elements around it. Linear in the size of the page, no recursion, no regex over text.

What tags do is in `tags`, what is passed by in `passed_by`; a table's rows are joined by `table_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from newscrawler.extraction.blocks import PageBlock, PageBlocks, PageImage, collapsed
from newscrawler.extraction.boxes import Setting, is_hidden, is_unseen, names_of, sets
from newscrawler.extraction.passed_by import PASSED, PassedBy
from newscrawler.extraction.table_rows import join_row
from newscrawler.extraction.tags import BLOCK, BREAK, EMPHASIS, IMAGE, INLINE, LINK, ROLES, ROW, SKIP, STRONG, UNKNOWN

MAX_BLOCKS = 20_000
"""Blocks beyond this are not cut (the longest of 2,313 labelled pages has 2,606)."""

MAX_DEPTH = 200
"""Boxes within each other; what lies deeper is text of the innermost. The deepest block of 2,499 labelled pages is in
136, the next in 42; the parser goes on to 2,048, at a fiftieth of what a box with a word in it costs here."""

MAX_BOXES = 100_000
"""Boxes beyond this end the cutting too (the most in those pages: 7,844): nested tags can bring many a block."""

_CLASS_ALONE = ["class"]
_DRAWN_IN = re.compile(r"[ \t\r\n]*+(?:\u3000|\xa0[ ]?\xa0)")
"""How a paragraph begins that is set by hand: Chinese ones by wide spaces, old pages' by spaces that stay."""
_LONG_HIDDEN = 80  # characters of a hidden paragraph that counts …
_LINKED = 0.3  # … unless this share of it is links
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\xad"  # zero-width: a block of these alone is empty


def cut_blocks(root: etree._Element, *, hidden: bool = False) -> PageBlocks:
    """The blocks of everything inside `root`, in document order; of what is hidden only if `hidden`."""
    cutter = _Cutter(hidden=hidden)
    cutter.walk(root)
    return cutter.page


class _Cutter:
    """The state of the walk: open elements, open boxes, and the run of text that is being gathered."""

    def __init__(self, *, hidden: bool = False) -> None:
        self.page = PageBlocks()
        self.hidden = hidden  # whether what is hidden is cut too
        self.open: list[etree._Element] = []  # block-level elements around the current place
        self.open_boxes: list[int] = []  # boxes made for the first of them
        self.settings = [Setting()]  # the page's, and inside each open box
        self.inner: dict[tuple[Setting, int, bool], Setting] = {}  # a setting and a box in it → that of the box
        self.sorts: dict[tuple[str, str], tuple[int, bool]] = {}
        self.is_full = False
        self.pieces: list[str] = []
        self.since_break = 0  # pieces before the last <br>
        self.links = self.link_chars = self.strong_chars = self.emphasis_chars = 0
        self.row_starts: list[tuple[int, int]] = []  # of open rows: blocks and boxes before each
        self.passed_by = PassedBy()

    def walk(self, root: etree._Element) -> None:
        """Every element once, those inside skipped ones never.

        One long loop over the children of the innermost open element; those around it wait on a stack with their own.
        A call for each of a page's thousand elements would double its cost.
        """
        stack: list[tuple[Iterator[etree._Element], etree._Element, int]] = []
        pieces, open_elements, open_boxes = self.pieces, self.open, self.open_boxes
        boxes, blocks, roles = self.page.boxes, self.page.blocks, ROLES
        parents, lasts = boxes.parents, boxes.lasts
        in_link = in_strong = in_emphasis = 0
        children = iter((root,))
        while True:
            element = next(children, None)
            if element is None:
                if not stack:
                    break
                children, element, role = stack.pop()
            else:
                if self.is_full:
                    break
                tag: str = element.tag  # type: ignore[assignment]  # comments are not in the tree
                role = roles.get(tag, UNKNOWN)
                if role == UNKNOWN:
                    role = self.role_of(element, tag)
                if role <= BLOCK and len(open_elements) >= MAX_DEPTH:
                    role = INLINE
                    pieces.append(" ")
                if role <= BLOCK:
                    if pieces:
                        self.flush()
                    open_elements.append(element)
                    if role == ROW:
                        self.row_starts.append((len(blocks), len(parents)))
                elif role == LINK:
                    in_link += 1
                    self.links += 1
                elif role == STRONG:
                    in_strong += 1
                elif role == EMPHASIS:
                    in_emphasis += 1
                elif role == BREAK:
                    self.line_break(element.tail)
                elif role == IMAGE:
                    self.page.images.append(PageImage(element, len(blocks)))
                if role != SKIP:
                    text = element.text
                    if text and (pieces or not text.isspace()):
                        pieces.append(text)
                        if in_link:
                            self.link_chars += len(text)
                        if in_strong:
                            self.strong_chars += len(text)
                        if in_emphasis:
                            self.emphasis_chars += len(text)
                    inside = element[:]  # as cheap as `len`, and its iterator is cheaper than the element's
                    if inside:
                        stack.append((children, element, role))
                        children = iter(inside)
                        continue
            if role <= BLOCK:
                if pieces:
                    self.flush()
                open_elements.pop()
                if len(open_boxes) > len(open_elements):
                    lasts[open_boxes.pop()] = len(blocks)
                    self.settings.pop()
                if role == ROW:
                    join_row(self.page, *self.row_starts.pop(), len(open_elements) + 1)
            elif role == LINK:
                in_link -= 1
            elif role == STRONG:
                in_strong -= 1
            elif role == EMPHASIS:
                in_emphasis -= 1
            text = element.tail
            if text and (pieces or not text.isspace()):
                pieces.append(text)
                if in_link:
                    self.link_chars += len(text)
                if in_strong:
                    self.strong_chars += len(text)
                if in_emphasis:
                    self.emphasis_chars += len(text)
        self.flush()
        for box in open_boxes:
            lasts[box] = len(blocks)

    def role_of(self, element: etree._Element, tag: str) -> int:
        """The role of an element whose tag alone does not say it."""
        if tag in PASSED:
            if self.passed_by.holds_story(element, self.open):
                return BLOCK
            self.flush()
            self.page.passed[tag] = self.page.passed.get(tag, 0) + 1
            return SKIP
        if element.keys() and is_unseen(element):
            return SKIP
        # a custom element is a box of its own unless it stands inside a sentence
        return BLOCK if "-" in tag and not self.pieces else INLINE

    def line_break(self, behind: str | None) -> None:
        """One `<br>` is white space; two in a row end the block, and so does one before a line that is drawn in."""
        is_second = self.since_break and not "".join(self.pieces[self.since_break :]).strip()
        if is_second or (behind and self.pieces and _DRAWN_IN.match(behind)):
            self.flush()
        elif self.pieces:
            self.pieces.append("\n")
            self.since_break = len(self.pieces)

    def flush(self) -> None:
        """End the block that is being gathered, and make it one if there is anything to be seen in it."""
        raw = "".join(self.pieces)
        self.pieces.clear()
        self.since_break = 0
        text = collapsed(raw)
        if text and (len(text) > 8 or text.strip(_INVISIBLE)):
            if len(self.open_boxes) < len(self.open):
                self.open_up()
            setting = self.settings[-1]
            if not setting.hidden or self.hidden:
                self.emit(setting, text, raw)
            elif len(text) >= _LONG_HIDDEN and self.link_chars < len(text) * _LINKED:
                self.page.hidden_chars += len(text)
        self.links = self.link_chars = self.strong_chars = self.emphasis_chars = 0

    def emit(self, setting: Setting, text: str, raw: str) -> None:
        kind = setting.kind
        level = None
        if kind == "crosshead":
            level = setting.level
        elif kind == "list_item":
            level = max(1, setting.list_depth)
        elif kind == "code":
            text = raw.strip("\r\n").rstrip()
        block = PageBlock(kind, level, text, self.open_boxes[-1])
        block.links, block.link_chars = self.links, self.link_chars
        block.strong_chars, block.emphasis_chars = self.strong_chars, self.emphasis_chars
        self.page.blocks.append(block)
        if len(self.page.blocks) >= MAX_BLOCKS:
            self.is_full = True

    def open_up(self) -> None:
        """Boxes for all open elements."""
        boxes, open_boxes, settings, first = self.page.boxes, self.open_boxes, self.settings, len(self.page.blocks)
        parent = open_boxes[-1] if open_boxes else -1
        setting = settings[-1]
        for depth in range(len(open_boxes), len(self.open)):
            element = self.open[depth]
            tag: str = element.tag  # type: ignore[assignment]  # comments are not in the tree
            attributes = element.keys()
            hidden = False
            if not attributes:
                names = ""
            elif attributes == _CLASS_ALONE:  # as four in five have it: five look-ups saved
                names = element.get("class", "")
            else:
                names, hidden = names_of(element), is_hidden(element)
            sort, is_setting = self.sorts.get((tag, names)) or self.new_sort(tag, names)
            if is_setting or hidden:
                here = (setting, sort, hidden)
                setting = self.inner.get(here) or setting.within(tag, names, hidden=hidden)
                self.inner[here] = setting
            box = len(boxes.elements)
            boxes.elements.append(element)
            boxes.parents.append(parent)
            boxes.depths.append(depth)
            boxes.firsts.append(first)
            boxes.lasts.append(first)
            boxes.sorts.append(sort)
            open_boxes.append(box)
            settings.append(setting)
            parent = box
        if len(boxes.elements) >= MAX_BOXES:
            self.is_full = True

    def new_sort(self, tag: str, names: str) -> tuple[int, bool]:
        """A tag with names that no box had before: its place, and whether such boxes make a setting of their own."""
        found = self.sorts[tag, names] = (len(self.sorts), sets(tag, names))
        self.page.boxes.tags.append(tag)
        self.page.boxes.names.append(names)
        return found
