"""The page cut into blocks of text, in one pass over the DOM: what everything that judges text starts from.

A block ends where a browser would begin a new line of its own: at block-level tags and at two `<br>` in a row.
Inline tags never split a word, block tags always do. Every block knows its `Box`: the chain of block-level
elements around it. Linear in the size of the page, no recursion, no regex over text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from lxml import etree

from newscrawler.items import BlockKind

MAX_BLOCKS = 20_000
"""Blocks beyond this are not cut (the longest of 2,313 labelled pages has 2,606)."""

MAX_BOXES = 100_000
"""Boxes beyond this end the cutting too (the most in those pages: 7,844): nested tags can bring many a block."""

_INLINE, _BLOCK, _ROW, _SKIP, _BREAK, _IMAGE, _LINK, _STRONG, _EMPHASIS = range(9)

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
_ROLES: dict[str, int] = {
    **dict.fromkeys(_BLOCK_TAGS, _BLOCK),
    **dict.fromkeys(_SKIPPED_TAGS, _SKIP),
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

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "crosshead"),
    **dict.fromkeys(("li", "dt", "dd"), "list_item"),
    **dict.fromkeys(("td", "th"), "table_row"),
    **dict.fromkeys(("figure", "figcaption", "caption"), "caption"),
    "blockquote": "quote",
    "pre": "code",
}
_LISTS = frozenset({"ul", "ol", "dl", "menu", "dir"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_READERS_ONLY = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader", "u-hidden"}
)
_MAY_CAPTION = frozenset({"p", "div"})
_LONG_CELL = 400  # characters: longer cells are a layout's columns
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\xad"  # zero-width: a block of these alone is empty


class Furniture(NamedTuple):
    """A kind of furniture that classes and ids give away.

    `names` are class tokens as the page has them, compared whole and case-blind; `#x` is the id x; a name that
    ends in `*` is a prefix: ``Furniture(frozenset({"td-a-rec*", "#comments"}), "advertisement", "ad slot")``.
    """

    names: frozenset[str]
    by: str
    why: str


class Box:
    """A block-level element that has text, with what is told by its tag and its ancestors alone."""

    __slots__ = (
        "depth",
        "element",
        "first",
        "hidden",
        "index",
        "kind",
        "last",
        "level",
        "list_depth",
        "names",
        "parent",
        "tag",
    )

    def __init__(self, element: etree._Element, tag: str, parent: Box | None, index: int, first: int) -> None:
        self.element = element
        self.tag = tag
        self.names: str = names_of(element)
        """Its classes, id and role."""
        self.parent = parent
        self.index = index
        """Its place in `PageBlocks.boxes`; a parent's is always smaller."""
        self.first = first
        """The place of its first block in `PageBlocks.blocks` …"""
        self.last = first
        """… and the place behind its last one."""
        self.depth = 0
        self.list_depth = 0
        self.level: int | None = None
        """The level of the heading around it."""
        self.kind: BlockKind = "paragraph"
        """The kind of the blocks directly in it."""
        self.hidden = False
        if parent is not None:
            self.depth = parent.depth + 1
            self.list_depth = parent.list_depth
            self.level = parent.level
            self.kind = parent.kind
            self.hidden = parent.hidden
        if tag in _KINDS:
            self.kind = _kind_within(self.kind, _KINDS[tag])
            if tag in _HEADINGS:
                self.level = int(tag[1])
        elif "caption" in self.names and tag in _MAY_CAPTION and _names_caption(self.names):
            self.kind = "caption"
        if tag in _LISTS:
            self.list_depth += 1
        if not self.hidden:
            self.hidden = is_hidden(element)


class PageBlock:
    """One block as cut from the page."""

    __slots__ = ("box", "emphasis_chars", "kind", "level", "link_chars", "links", "strong_chars", "text")

    def __init__(self, kind: BlockKind, level: int | None, text: str, box: Box) -> None:
        self.kind: BlockKind = kind
        self.level = level
        self.text = text
        self.box = box
        """The innermost block-level element around the text."""
        self.links = 0
        self.link_chars = 0
        """Characters that stand inside `a` (before white space was collapsed)."""
        self.strong_chars = 0
        self.emphasis_chars = 0

    @property
    def link_share(self) -> float:
        """The share of its characters that is link text, 0…1."""
        return min(1.0, self.link_chars / len(self.text))


class PageImage(NamedTuple):
    """An `img` where it was met."""

    element: etree._Element
    position: int
    """How many blocks had been cut before it."""


@dataclass(slots=True)
class PageBlocks:
    """What one pass over the page gives."""

    blocks: list[PageBlock] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    """In document order, parents first."""
    images: list[PageImage] = field(default_factory=list)


def is_hidden(element: etree._Element) -> bool:
    """Whether the element's own attributes say that it is not shown."""
    style = element.get("style")
    if style and "display:none" in style.replace(" ", "").lower():
        return True
    return element.get("hidden") is not None


def cut_blocks(root: etree._Element) -> PageBlocks:
    """The blocks of everything inside `root`, in document order."""
    cutter = _Cutter()
    cutter.walk(root)
    return cutter.page


def names_of(element: etree._Element) -> str:
    """Everything in an element's attributes that names its part in the page: classes, id, itemprop, role."""
    get = element.get
    names = get("class") or ""
    if ident := get("id"):
        names = f"{names} {ident}"
    if prop := get("itemprop"):
        names = f"{names} itemprop-{prop}"
    if role := get("role"):
        names = f"{names} role-{role}"
    return names


def _kind_within(outer: BlockKind, inner: BlockKind) -> BlockKind:
    return outer if outer == "caption" and inner == "list_item" else inner  # a gallery's list of pictures


def _names_caption(names: str) -> bool:
    return any(name.endswith(("caption", "caption-text", "caption__text")) for name in names.split()) and (
        "has-caption" not in names
    )


class _Cutter:
    """The state of the walk: open elements, open boxes, and the run of text that is being gathered."""

    def __init__(self) -> None:
        self.page = PageBlocks()
        self.open: list[tuple[etree._Element, str]] = []  # block-level elements around the current place
        self.open_boxes: list[Box] = []  # boxes made for the first of them
        self.pieces: list[str] = []
        self.since_break = 0  # pieces before the last <br>
        self.links = self.link_chars = self.strong_chars = self.emphasis_chars = 0
        self.row_starts: list[int] = []

    def walk(self, root: etree._Element) -> None:
        """Every element once. One long loop: a call for each of a page's thousand elements would double its cost."""
        stack: list[tuple[etree._Element, int]] = []
        pieces, blocks, boxes, open_elements = self.pieces, self.page.blocks, self.page.boxes, self.open
        roles = _ROLES
        in_link = in_strong = in_emphasis = 0
        skipped: etree._Element | None = None  # the outermost element that is skipped
        for element in chain(root.iter("*"), (None,)):  # None: the end, where all is closed
            parent = element.getparent() if element is not None else None
            while stack and stack[-1][0] is not parent:  # close what ended before this element
                ended, role = stack.pop()
                if skipped is not None:
                    if ended is not skipped:
                        continue
                    skipped = None
                elif role in (_BLOCK, _ROW):
                    self.close(role)
                elif role == _LINK:
                    in_link -= 1
                elif role == _STRONG:
                    in_strong -= 1
                elif role == _EMPHASIS:
                    in_emphasis -= 1
                text = ended.tail
                if text and stack and (pieces or not text.isspace()):
                    pieces.append(text)
                    if in_link:
                        self.link_chars += len(text)
                    if in_strong:
                        self.strong_chars += len(text)
                    if in_emphasis:
                        self.emphasis_chars += len(text)
            if element is None or len(blocks) >= MAX_BLOCKS or len(boxes) >= MAX_BOXES:
                break
            if skipped is not None:
                stack.append((element, _SKIP))
                continue
            tag: str = element.tag  # type: ignore[assignment]  # comments are not in the tree
            role = roles.get(tag, _INLINE)
            if role == _INLINE:
                role = self.inline_role(element, tag)
            stack.append((element, role))
            if role == _SKIP:
                skipped = element
                continue
            if role in (_BLOCK, _ROW):
                if pieces:
                    self.flush()
                open_elements.append((element, tag))
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
            text = element.text
            if text and (pieces or not text.isspace()):
                pieces.append(text)
                if in_link:
                    self.link_chars += len(text)
                if in_strong:
                    self.strong_chars += len(text)
                if in_emphasis:
                    self.emphasis_chars += len(text)
        self.flush()
        for box in self.open_boxes:
            box.last = len(blocks)

    def inline_role(self, element: etree._Element, tag: str) -> int:
        if is_hidden(element):
            return _SKIP
        names = element.get("class")
        if names is not None and not _READERS_ONLY.isdisjoint(names.split()):
            return _SKIP
        # a custom element is a box of its own unless it stands inside a sentence
        return _BLOCK if "-" in tag and not self.pieces else _INLINE

    def line_break(self) -> None:
        """One `<br>` is white space, two in a row end the block."""
        if self.since_break and not "".join(self.pieces[self.since_break :]).strip():
            self.flush()
        elif self.pieces:
            self.pieces.append("\n")
            self.since_break = len(self.pieces)

    def close(self, role: int) -> None:
        """A block-level element ends."""
        if self.pieces:
            self.flush()
        self.open.pop()
        if len(self.open_boxes) > len(self.open):
            self.open_boxes.pop().last = len(self.page.blocks)
        if role == _ROW:
            self.join_row(self.row_starts.pop())

    def flush(self) -> None:
        """End the block that is being gathered."""
        raw = "".join(self.pieces)
        self.pieces.clear()
        self.since_break = 0
        text = " ".join(raw.split())
        if text and (len(text) > 8 or text.strip(_INVISIBLE)):
            self.emit(text, raw)
        self.links = self.link_chars = self.strong_chars = self.emphasis_chars = 0

    def emit(self, text: str, raw: str) -> None:
        boxes, page = self.open_boxes, self.page
        if len(boxes) < len(self.open):
            for element, tag in self.open[len(boxes) :]:
                box = Box(element, tag, boxes[-1] if boxes else None, len(page.boxes), len(page.blocks))
                boxes.append(box)
                page.boxes.append(box)
        box = boxes[-1]
        if box.hidden:
            return
        level = None
        if box.kind == "crosshead":
            level = box.level
        elif box.kind == "list_item":
            level = max(1, box.list_depth)
        elif box.kind == "code":
            text = raw.strip("\r\n").rstrip()
        block = PageBlock(box.kind, level, text, box)
        block.links, block.link_chars = self.links, self.link_chars
        block.strong_chars, block.emphasis_chars = self.strong_chars, self.emphasis_chars
        page.blocks.append(block)

    def join_row(self, start: int) -> None:
        """The cells of a table's row as one block; a layout table's cells (long, or of many blocks) stay apart."""
        blocks = self.page.blocks
        cells = blocks[start:]
        if len(cells) < 2 or any(cell.kind != "table_row" or len(cell.text) > _LONG_CELL for cell in cells):
            for cell in cells:
                if cell.kind == "table_row" and len(cell.text) > _LONG_CELL:
                    cell.kind = "paragraph"
            return
        row = PageBlock("table_row", None, " | ".join(cell.text for cell in cells), cells[0].box.parent or cells[0].box)
        for cell in cells:
            row.links += cell.links
            row.link_chars += cell.link_chars
            row.strong_chars += cell.strong_chars
            row.emphasis_chars += cell.emphasis_chars
            cell.box.first, cell.box.last = start, start + 1
        blocks[start:] = [row]
