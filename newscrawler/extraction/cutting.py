"""Cutting the page into blocks of text, in one pass over the DOM: what everything that judges text starts from.

A block ends where a browser would begin a new line of its own: at block-level tags and at two `<br>` in a row.
Inline tags never split a word, block tags always do. Every block knows its `Box`: the chain of block-level
elements around it. Linear in the size of the page, no recursion, no regex over text.

Menus and the page's foot are passed by: a quarter of all blocks of 2,500 labelled pages, none of them story.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from newscrawler.extraction.blocks import PageBlock, PageBlocks, PageImage
from newscrawler.extraction.boxes import Setting, is_hidden, names_of, sets

MAX_BLOCKS = 20_000
"""Blocks beyond this are not cut (the longest of 2,313 labelled pages has 2,606)."""

MAX_DEPTH = 200
"""Boxes within each other; what lies deeper is text of the innermost. The deepest block of 2,499 labelled pages is in
136, the next in 42; the parser goes on to 2,048, at a fiftieth of what a box with a word in it costs here."""

MAX_BOXES = 100_000
"""Boxes beyond this end the cutting too (the most in those pages: 7,844): nested tags can bring many a block."""

_ROW, _BLOCK, _UNKNOWN, _INLINE, _SKIP, _BREAK, _IMAGE, _LINK, _STRONG, _EMPHASIS = range(10)  # a row is a block too

_BLOCK_TAGS = (
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
)  # fmt: skip
_SKIPPED_TAGS = (  # never rendered as text of the page; `noscript` holds copies of what scripts would show
    "applet", "area", "audio", "base", "canvas", "col", "colgroup", "datalist", "embed", "head", "iframe", "input",
    "link", "map", "meta", "meter", "noembed", "noframes", "noscript", "object", "optgroup", "option", "param",
    "progress", "script", "select", "source", "style", "svg", "template", "textarea", "title", "track", "video",
)  # fmt: skip
_APART = frozenset(("nav", "footer"))
"""What nothing is cut from …"""
_STORY = ("article", "main")
"""… unless it stands in one of these, …"""
_MOST_PARAGRAPHS = 5
"""… or holds one of them, the title or more paragraphs than this: a tag that was never closed holds the whole page."""
_ROLES: dict[str, int] = {
    **dict.fromkeys(_BLOCK_TAGS, _BLOCK),
    **dict.fromkeys(_SKIPPED_TAGS, _SKIP),
    **dict.fromkeys(_APART, _UNKNOWN),
    "tr": _ROW,
    "br": _BREAK,
    "img": _IMAGE,
    "amp-img": _IMAGE,
    "a": _LINK,
    "b": _STRONG,
    "strong": _STRONG,
    "em": _EMPHASIS,
    "i": _EMPHASIS,
}
_READERS_ONLY = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader", "u-hidden"}
)
_CLASS_ALONE = ["class"]
_LONG_CELL = 400  # characters: longer cells are a layout's columns
_LONG_HIDDEN = 80  # characters of a hidden paragraph that counts …
_LINKED = 0.3  # … unless this share of it is links
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\xad"  # zero-width: a block of these alone is empty


def cut_blocks(root: etree._Element, *, hidden: bool = False) -> PageBlocks:
    """The blocks of everything inside `root`, in document order; of what is hidden only if `hidden`."""
    cutter = _Cutter(hidden=hidden)
    cutter.walk(root)
    return cutter.page


def collapsed(raw: str) -> str:
    """`raw` with each run of white space as one space, and none at its ends.

    The only white space that can be printed is the space itself, so that most texts need not be taken apart.
    """
    raw = raw.strip()
    return raw if raw.isprintable() and "  " not in raw else " ".join(raw.split())


class _Cutter:
    """The state of the walk: open elements, open boxes, and the run of text that is being gathered."""

    def __init__(self, *, hidden: bool = False) -> None:
        self.page = PageBlocks()
        self.hidden = hidden  # whether what is hidden is cut too
        self.open: list[etree._Element] = []  # block-level elements around the current place
        self.in_story: list[tuple[etree._Element, bool]] = []  # of the first of them, as far as anybody asked
        self.open_boxes: list[int] = []  # boxes made for the first of them
        self.settings = [Setting()]  # the page's, and inside each open box
        self.inner: dict[tuple[Setting, int, bool], Setting] = {}  # a setting and a box in it → that of the box
        self.sorts: dict[tuple[str, str], tuple[int, bool]] = {}
        self.is_full = False
        self.pieces: list[str] = []
        self.since_break = 0  # pieces before the last <br>
        self.links = self.link_chars = self.strong_chars = self.emphasis_chars = 0
        self.row_starts: list[int] = []

    def walk(self, root: etree._Element) -> None:
        """Every element once, those inside skipped ones never.

        One long loop over the children of the innermost open element; those around it wait on a stack with their own.
        A call for each of a page's thousand elements would double its cost.
        """
        stack: list[tuple[Iterator[etree._Element], etree._Element, int]] = []
        pieces, open_elements, open_boxes = self.pieces, self.open, self.open_boxes
        blocks, lasts, roles = self.page.blocks, self.page.boxes.lasts, _ROLES
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
                role = roles.get(tag, _UNKNOWN)
                if role == _UNKNOWN:
                    role = self.role_of(element, tag)
                if role <= _BLOCK and len(open_elements) >= MAX_DEPTH:
                    role = _INLINE
                    pieces.append(" ")
                if role <= _BLOCK:
                    if pieces:
                        self.flush()
                    open_elements.append(element)
                    if role == _ROW:
                        self.row_starts.append(len(blocks))
                elif role == _LINK:
                    in_link += 1
                    self.links += 1
                elif role == _STRONG:
                    in_strong += 1
                elif role == _EMPHASIS:
                    in_emphasis += 1
                elif role == _BREAK:
                    self.line_break()
                elif role == _IMAGE:
                    self.page.images.append(PageImage(element, len(blocks)))
                if role != _SKIP:
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
            if role <= _BLOCK:
                if pieces:
                    self.flush()
                open_elements.pop()
                if len(open_boxes) > len(open_elements):
                    lasts[open_boxes.pop()] = len(blocks)
                    self.settings.pop()
                if role == _ROW:
                    self.join_row(self.row_starts.pop())
            elif role == _LINK:
                in_link -= 1
            elif role == _STRONG:
                in_strong -= 1
            elif role == _EMPHASIS:
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
        # boxes in a row were counted by its cells, which have become one block since
        for ends in (self.page.boxes.firsts, lasts):
            if max(ends, default=0) > len(blocks):
                ends[:] = [min(end, len(blocks)) for end in ends]

    def role_of(self, element: etree._Element, tag: str) -> int:
        """The role of an element whose tag alone does not say it."""
        if tag in _APART:
            if self.holds_story(element):
                return _BLOCK
            self.flush()
            self.page.passed[tag] = self.page.passed.get(tag, 0) + 1
            return _SKIP
        if element.keys():
            if is_hidden(element):
                return _SKIP
            names = element.get("class")
            if names is not None and not _READERS_ONLY.isdisjoint(names.split()):
                return _SKIP
        # a custom element is a box of its own unless it stands inside a sentence
        return _BLOCK if "-" in tag and not self.pieces else _INLINE

    def holds_story(self, element: etree._Element) -> bool:
        """Whether a menu or a foot may have text of the story in it."""
        if self.is_in_story():
            return True
        paragraphs = 0
        for inside in islice(element.iter("p", "h1", *_STORY), _MOST_PARAGRAPHS + 1):
            if inside.tag != "p":
                return True
            paragraphs += 1
        return paragraphs > _MOST_PARAGRAPHS

    def is_in_story(self) -> bool:
        """Whether an open element is the story's own; what was found of those around it is kept, for menus in menus."""
        known, around = self.in_story, self.open
        while known and (len(known) > len(around) or known[-1][0] is not around[len(known) - 1]):
            known.pop()
        for element in around[len(known) :]:
            known.append((element, element.tag in _STORY or (bool(known) and known[-1][1])))
        return bool(known) and known[-1][1]

    def line_break(self) -> None:
        """One `<br>` is white space, two in a row end the block."""
        if self.since_break and not "".join(self.pieces[self.since_break :]).strip():
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

    def join_row(self, start: int) -> None:
        """The cells of a table's row as one block; a layout table's cells (long, or of many blocks) stay apart."""
        blocks, boxes = self.page.blocks, self.page.boxes
        cells = blocks[start:]
        if len(cells) < 2 or any(cell.kind != "table_row" or len(cell.text) > _LONG_CELL for cell in cells):
            for cell in cells:
                if cell.kind == "table_row" and len(cell.text) > _LONG_CELL:
                    cell.kind = "paragraph"
            return
        row = PageBlock("table_row", None, " | ".join(cell.text for cell in cells), max(0, boxes.parents[cells[0].box]))
        for cell in cells:
            row.links += cell.links
            row.link_chars += cell.link_chars
            row.strong_chars += cell.strong_chars
            row.emphasis_chars += cell.emphasis_chars
            boxes.firsts[cell.box], boxes.lasts[cell.box] = start, start + 1
        blocks[start:] = [row]
