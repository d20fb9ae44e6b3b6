"""What an article is before it becomes a page: its words and fields at one moment of its life."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from newscrawler.items import ArticleKind

PartKind = Literal[
    "paragraph", "crosshead", "list_item", "quote", "table_row", "caption", "correction", "code"
]  # of items.BlockKind, all that the site's pages hold
Markup = Literal["classic", "tdb"]

CELL_GAP = " | "
"""Between the cells of a table row in the running text."""


@dataclass(frozen=True, slots=True)
class Part:
    """One unit of a story's text, in reading order."""

    kind: PartKind
    text: str
    level: int | None = None
    """Heading level of a crosshead, depth of a list item."""
    cells: tuple[str, ...] = ()
    """Of a table row."""
    lang: str | None = None
    """Language of a quotation in another tongue."""
    ordered: bool = False
    """Of a list item: is its list numbered."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a story; `path` is its address on the site."""

    path: str
    alt: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article at one moment. Times are instants (UTC); addresses are paths without the host."""

    post_id: int
    slug: str
    section: str
    """Slug of the innermost section."""
    title: str
    summary: str
    """What teasers and feeds show."""
    standfirst: str | None = None
    """The summary, where the page shows it under the title because it is not the body's start."""
    authors: tuple[str, ...]
    tags: tuple[str, ...] = ()
    parts: tuple[Part, ...]
    published: datetime
    modified: datetime
    """What the site says; a silent correction leaves it alone."""
    touched: datetime
    """When its bytes last changed, said or not."""
    kind: ArticleKind = "article"
    language: str = "en-GB"
    encoding: str = "utf-8"
    markup: Markup = "classic"
    free: bool | None = True
    """What the page states; None where it states nothing."""
    pictures: tuple[Picture, ...] = ()
    """The first is the lead picture."""
    traits: frozenset[str] = field(default_factory=frozenset)
    """What is special about its page: `lead_inside`, `no_json_ld`, `contents_list`, `cut_title` …"""

    @property
    def body(self) -> str:
        """The running text as the record has it: all parts but captions, joined by one blank line."""
        return "\n\n".join(part.text for part in self.parts if part.kind != "caption")
