"""The page cut into blocks of text, in one pass over the DOM: what everything that judges text starts from.

A block ends where a browser would begin a new line of its own: at block-level tags and at two `<br>` in a row.
Inline tags never split a word, block tags always do. Every block knows its `Box`: the chain of block-level
elements around it. Linear in the size of the page, no recursion, no regex over text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from newscrawler.items import BlockKind

MAX_BLOCKS = 20_000
"""Blocks beyond this are not cut (the longest of 2,499 labelled news pages has about 6,000)."""

_INLINE, _BLOCK, _SKIP, _BREAK, _IMAGE, _LINK, _STRONG, _CUSTOM = range(8)

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
    "br": _BREAK,
    "img": _IMAGE,
    "amp-img": _IMAGE,
    "a": _LINK,
    "b": _STRONG,
    "strong": _STRONG,
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

    __slots__ = ("depth", "element", "hidden", "index", "kind", "list_depth", "parent", "tag")

    def __init__(self, element: etree._Element, tag: str, parent: Box | None, index: int) -> None:
        self.element = element
        self.tag = tag
        self.parent = parent
        self.index = index
        """Its place in `PageBlocks.boxes`; a parent's is always smaller."""
        self.depth: int = parent.depth + 1 if parent else 0
        self.list_depth: int = (parent.list_depth if parent else 0) + (tag in _LISTS)
        self.kind: BlockKind = _kind_within(parent.kind if parent else "paragraph", tag)
        """The kind of the blocks directly in it."""
        self.hidden: bool = (parent is not None and parent.hidden) or is_hidden(element)


class PageBlock:
    """One block as cut from the page."""

    __slots__ = ("box", "kind", "level", "link_chars", "links", "strong_chars", "text")

    def __init__(
        self, kind: BlockKind, level: int | None, text: str, box: Box, link_chars: int, links: int, strong_chars: int
    ) -> None:
        self.kind: BlockKind = kind
        self.level = level
        self.text = text
        self.box = box
        """The innermost block-level element around the text."""
        self.link_chars = link_chars
        """Characters that stand inside `a` (before white space was collapsed)."""
        self.links = links
        self.strong_chars = strong_chars

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
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


def cut_blocks(root: etree._Element) -> PageBlocks:
    """The blocks of everything inside `root`, in document order."""
    cutter = _Cutter()
    cutter.walk(root)
    return cutter.page


def _kind_within(outer: BlockKind, tag: str) -> BlockKind:
    inner = _KINDS.get(tag)
    if inner is None:
        return outer
    if outer == "caption" and inner == "list_item":  # a gallery's list of pictures
        return outer
    return inner


class _Cutter:
    """The state of the walk: open elements, open boxes, and the run of text that is being gathered."""

    def __init__(self) -> None:
        self.page = PageBlocks()
        self.open: list[tuple[etree._Element, str]] = []  # block-level elements around the current place
        self.open_boxes: list[Box] = []  # boxes made for the first of them
        self.pieces: list[str] = []
        self.since_break = 0  # pieces before the last <br>
        self.link_chars = self.links = self.strong_chars = 0
        self.row_starts: list[int] = []

    def walk(self, root: etree._Element) -> None:
        stack: list[tuple[etree._Element, int]] = []
        in_link = in_strong = 0
        skipped: etree._Element | None = None  # the outermost element that is skipped
        roles = _ROLES
        for element in root.iter("*"):
            parent = element.getparent()
            while stack and stack[-1][0] is not parent:  # close what ended before this element
                ended, role = stack.pop()
                if skipped is not None:
                    if ended is not skipped:
                        continue
                    skipped = None
                elif role == _BLOCK:
                    self.close(ended)
                elif role == _LINK:
                    in_link -= 1
                elif role == _STRONG:
                    in_strong -= 1
                tail = ended.tail
                if tail and stack:
                    self.add(tail, in_link, in_strong)
            tag = str(element.tag)
            role = roles.get(tag, _INLINE)
            if skipped is not None:
                stack.append((element, _SKIP))
                continue
            if role == _INLINE:
                attributes = element.attrib
                if attributes and is_hidden(element):
                    role = _SKIP
                elif "-" in tag and not self.pieces:  # a custom element is a box of its own unless inside a sentence
                    role = _BLOCK
            stack.append((element, role))
            if role == _SKIP:
                skipped = element
                continue
            if role == _BLOCK:
                self.flush()
                self.open.append((element, tag))
                if tag == "tr":
                    self.row_starts.append(len(self.page.blocks))
            elif role == _LINK:
                in_link += 1
                self.links += 1
            elif role == _STRONG:
                in_strong += 1
            elif role == _BREAK:
                self.line_break()
            elif role == _IMAGE:
                self.page.images.append(PageImage(element, len(self.page.blocks)))
            text = element.text
            if text:
                self.add(text, in_link, in_strong)
            if len(self.page.blocks) >= MAX_BLOCKS:
                return
        while stack:
            ended, role = stack.pop()
            if skipped is not None:
                if ended is not skipped:
                    continue
                skipped = None
            elif role == _BLOCK:
                self.close(ended)
            elif role == _LINK:
                in_link -= 1
            elif role == _STRONG:
                in_strong -= 1
            tail = ended.tail
            if tail and stack:
                self.add(tail, in_link, in_strong)
        self.flush()

    def add(self, text: str, in_link: int, in_strong: int) -> None:
        self.pieces.append(text)
        if in_link:
            self.link_chars += len(text)
        if in_strong:
            self.strong_chars += len(text)

    def line_break(self) -> None:
        """One `<br>` is white space, two in a row end the block."""
        if self.since_break and not "".join(self.pieces[self.since_break :]).strip():
            self.flush()
        elif self.pieces:
            self.pieces.append("\n")
            self.since_break = len(self.pieces)

    def close(self, element: etree._Element) -> None:
        self.flush()
        _, tag = self.open.pop()
        del self.open_boxes[len(self.open) :]
        if tag == "tr":
            self.join_row(self.row_starts.pop())

    def flush(self) -> None:
        """End the block that is being gathered."""
        if not self.pieces:
            self.links = 0
            return
        raw = "".join(self.pieces)
        self.pieces.clear()
        self.since_break = 0
        text = " ".join(raw.split())
        if text and (len(text) > 8 or text.strip(_INVISIBLE)):
            self.emit(text, raw)
        self.link_chars = self.links = self.strong_chars = 0

    def emit(self, text: str, raw: str) -> None:
        boxes = self.open_boxes
        for element, tag in self.open[len(boxes) :]:
            box = Box(element, tag, boxes[-1] if boxes else None, len(self.page.boxes))
            boxes.append(box)
            self.page.boxes.append(box)
        box = boxes[-1]
        if box.hidden:
            return
        level = None
        if box.kind == "crosshead":
            level = next((int(tag[1]) for _, tag in reversed(self.open) if tag in _HEADINGS), None)
        elif box.kind == "list_item":
            level = max(1, box.list_depth)
        elif box.kind == "code":
            text = raw.strip("\r\n").rstrip()
        self.page.blocks.append(PageBlock(box.kind, level, text, box, self.link_chars, self.links, self.strong_chars))

    def join_row(self, start: int) -> None:
        """The cells of a table's row as one block; a layout table's cells (long, or of many blocks) stay apart."""
        cells = self.page.blocks[start:]
        if len(cells) < 2 or any(cell.kind != "table_row" or len(cell.text) > _LONG_CELL for cell in cells):
            for cell in cells:
                if cell.kind == "table_row" and len(cell.text) > _LONG_CELL:
                    cell.kind = "paragraph"
            return
        row = PageBlock(
            "table_row",
            None,
            " | ".join(cell.text for cell in cells),
            cells[0].box.parent or cells[0].box,
            sum(cell.link_chars for cell in cells),
            sum(cell.links for cell in cells),
            sum(cell.strong_chars for cell in cells),
        )
        self.page.blocks[start:] = [row]


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LONG_CELL = 400  # characters: longer cells are a layout's columns
