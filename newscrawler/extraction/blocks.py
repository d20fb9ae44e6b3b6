"""What a page is cut into: blocks of text, the boxes around them, pictures among them. `cutting` does the cutting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from lxml import etree

from newscrawler.items import BlockKind

Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]


class Furniture(NamedTuple):
    """A kind of furniture that classes and ids give away.

    `names` are class tokens as the page has them, compared whole and case-blind; `#x` is the id x; a name that
    ends in `*` is a prefix: ``Furniture(frozenset({"td-a-rec*", "#comments"}), "advertisement", "ad slot")``.
    """

    names: frozenset[str]
    by: str
    why: str


KINDS = {
    kind: index
    for index, kind in enumerate(("paragraph", "crosshead", "list_item", "quote", "table_row", "code", "caption"))
}
"""Kind → its number."""


class BoxColumns(NamedTuple):
    """What is said of boxes in numbers; nobody changes it."""

    parents: Ints
    depths: Ints
    firsts: Ints
    lasts: Ints
    sorts: Ints


@dataclass
class Boxes:
    """The block-level elements that have text, as columns: an entry each, in document order, parents first.

    Columns and not objects, since a page has some three hundred boxes and nobody asks for one of them alone.
    """

    elements: list[etree._Element] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    """The place of the box around it; -1 for the outermost."""
    depths: list[int] = field(default_factory=list)
    """How many boxes are around it."""
    firsts: list[int] = field(default_factory=list)
    """The place of its first block in `PageBlocks.blocks` …"""
    lasts: list[int] = field(default_factory=list)
    """… and the place behind its last one."""
    sorts: list[int] = field(default_factory=list)
    """The place of its tag and names in `tags` and `names`, which have each pair once: some hundred a page."""
    tags: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """Classes, id, itemprop and role (`boxes.names_of`)."""

    def __len__(self) -> int:
        return len(self.parents)

    @cached_property
    def columns(self) -> BoxColumns:
        """Its numbers for arithmetic, once all of the page is cut."""
        return BoxColumns(*np.array((self.parents, self.depths, self.firsts, self.lasts, self.sorts)))

    def tag(self, box: int) -> str:
        """Its tag."""
        return self.tags[self.sorts[box]]

    def named(self, box: int) -> str:
        """Its names."""
        return self.names[self.sorts[box]]


class PageBlock:
    """One block as cut from the page."""

    __slots__ = ("box", "emphasis_chars", "kind", "level", "link_chars", "links", "strong_chars", "text")

    def __init__(self, kind: BlockKind, level: int | None, text: str, box: int) -> None:
        self.kind: BlockKind = kind
        self.level = level
        self.text = text
        self.box = box
        """The place in `PageBlocks.boxes` of the innermost block-level element around the text."""
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


@dataclass
class PageBlocks:
    """What one pass over the page gives.

    Its columns are made when somebody asks for them first, and so only when all of the page is cut.
    """

    blocks: list[PageBlock] = field(default_factory=list)
    images: list[PageImage] = field(default_factory=list)
    """Before the boxes, and so let go before what is around them."""
    boxes: Boxes = field(default_factory=Boxes)
    hidden_chars: int = 0
    """Characters of paragraphs that the page says are not shown; none was cut."""
    passed: dict[str, int] = field(default_factory=dict)
    """Tag (`nav`, `footer`) → how many such parts of the page were passed by: nothing was cut from them."""

    @cached_property
    def inner(self) -> Ints:
        """For each block the place of its box."""
        return np.array([block.box for block in self.blocks], dtype=np.int64)

    @cached_property
    def sizes(self) -> Doubles:
        """For each block its characters."""
        return np.array([len(block.text) for block in self.blocks], dtype=np.float64)

    @cached_property
    def linked(self) -> Doubles:
        """For each block its characters of link text, white space not yet collapsed."""
        return np.array([block.link_chars for block in self.blocks], dtype=np.float64)

    @cached_property
    def kinds(self) -> Ints:
        """For each block the number of its kind."""
        return np.array([KINDS[block.kind] for block in self.blocks], dtype=np.int64)

    @cached_property
    def kin(self) -> Ints:
        """For each block the number of its kin: those `alike` of the same kind."""
        return self.alike * len(KINDS) + self.kinds

    @cached_property
    def alike(self) -> Ints:
        """For each block a number, the same for all whose box and the box around it are of the same sorts."""
        sorts, parents = self.boxes.columns.sorts, self.boxes.columns.parents[self.inner]
        around = np.where(parents < 0, -1, sorts[parents])
        numbers: dict[int, int] = {}
        keys = (sorts[self.inner] * (len(sorts) + 1) + around + 1).tolist()
        return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def collapsed(raw: str) -> str:
    """`raw` with each run of white space as one space, and none at its ends.

    The only white space that can be printed is the space itself, so that most texts need not be taken apart.
    """
    raw = raw.strip()
    if raw.isprintable() and "  " not in raw:
        return raw
    if len(raw) < 2 * _PIECE:
        return " ".join(raw.split())
    return " ".join(filter(None, map(_collapsed_piece, _pieces(raw))))


_PIECE = 8192
"""Characters of a long text that are looked at together: one odd sign had a megabyte taken apart word by word."""


def _pieces(raw: str) -> Iterator[str]:
    """`raw`, cut at spaces."""
    at = 0
    while at < len(raw):
        end = raw.find(" ", at + _PIECE)
        end = len(raw) if end < 0 else end
        yield raw[at:end]
        at = end


def _collapsed_piece(piece: str) -> str:
    bare = piece.strip()
    return bare if bare.isprintable() and "  " not in bare else " ".join(bare.split())
