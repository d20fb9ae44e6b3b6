"""The record: what one line of an archive says, field by field. Imports nothing of ours.

An `Article` is one version of one article. Missing is ``None`` or ``[]``, never ``""``, ``"NULL"`` or 0.
The order of the fields is the order in the line: short ones first, long ones last. Names are the snake_case
of schema.org's words. `newscrawler/article.schema.json` is generated from this file (`newscrawler/schema.py`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

SCHEMA_VERSION = 2
"""Counts up whenever a field is added, renamed or changes its meaning. 2: `parts`."""

BlockKind = Literal[
    "paragraph", "crosshead", "list_item", "quote", "table_row", "code", "caption", "correction", "line"
]
"""What one block of text is. ``caption`` alone stays out of the running text; ``line`` is a line of flattened
text whose kind nothing tells."""

ArticleKind = Literal["article", "live_blog", "gallery", "video", "opinion", "review", "interview", "obituary"]
ArticleState = Literal["live", "edited", "moved", "removed", "restored"]


@dataclass(slots=True, frozen=True, kw_only=True)
class Block:
    """One unit of body text, in reading order."""

    kind: BlockKind
    """What it is: a paragraph, a crosshead (heading inside the body), a list item, a quote …"""
    text: str
    """Its text: white space collapsed (in `code` kept), never empty."""
    level: int | None = None
    """Heading level 1-6 of a crosshead, nesting depth (1 = outermost) of a list item; else null."""


@dataclass(slots=True, frozen=True, kw_only=True)
class Removed:
    """One block that stood among the article's blocks and was left out, with the reason."""

    text: str
    """The block's text, whole."""
    by: str
    """Who took it: the name of the cleaning step, of the page's rule, or `model`."""
    why: str
    """The reason, in words."""
    position: int
    """Its place (from 0) among all blocks read; the kept blocks fill the other places in their order."""
    kind: BlockKind = "paragraph"
    """What kind of block it was."""
    level: int | None = None
    """As in `Block`."""


@dataclass(slots=True, frozen=True, kw_only=True)
class Image:
    """A picture of the article."""

    url: str
    """Its absolute address."""
    caption: str | None = None
    """The text under it, without the credit where that can be told apart."""
    credit: str | None = None
    """Who made or owns it, as stated."""
    alt: str | None = None
    """The alternative text."""


@dataclass(slots=True, frozen=True, kw_only=True)
class WarcPointer:
    """Where the capture lies that a record was read from."""

    file: str
    """Path of the WARC file inside the archive's folder."""
    offset: int
    """Offset of the response record's gzip member, bytes from the file's start."""
    length: int
    """Length of that member, bytes."""
    record_id: str
    """The response record's `WARC-Record-ID`."""
    payload_digest: str
    """The response record's `WARC-Payload-Digest`."""


@dataclass(slots=True, frozen=True, kw_only=True)
class Part:
    """Another page of an article that its site cut into several."""

    number: int | None
    """Its place: 2, 3 …; null for a page that shows the whole article."""
    url: str
    """Its address."""
    outcome: str | None = None
    """How the request for it ended: `part` where its text is in `body`; else why it is not; null: not asked for."""
    warc: WarcPointer | None = None
    """The capture its text was read from."""


@dataclass(slots=True, frozen=True, kw_only=True)
class SameAs:
    """A near-duplicate of an article in the same archive."""

    id: str
    """The other article's `id`."""
    url: str
    """The other article's `url`."""
    similarity: float
    """0…1."""


@dataclass(slots=True, kw_only=True)
class Article:
    """One version of one article."""

    # identity
    id: str | None = None
    """Stable for the article over all its versions: a digest of its address. Null only where no address is known."""
    version: int = 1
    """1, 2, …: counts the article's lines; (`id`, `version`) is unique in an archive."""
    state: ArticleState = "live"
    """What this line tells: `live`, `edited`, `moved`, `removed` (repeats the last known content), `restored`."""
    kind: ArticleKind = "article"
    """What sort of piece it is as far as the page says so; unknown is `article`."""

    # address
    url: str | None = None
    """The article's own address, normalised: `?p=ID`, AMP, print and tracker variants give the same."""
    canonical_url: str | None = None
    """What the page itself calls its address (`link rel=canonical`, else `og:url`), absolute, as stated."""

    # words
    title: str | None = None
    """The article's own headline: no site name, no section label."""
    standfirst: str | None = None
    """The summary under the title, where the page shows or states one that is not the start of the body."""
    authors: list[str] = field(default_factory=list)
    """Persons, one name each, no "By", no job titles; an agency only where no person is named."""
    section: str | None = None
    """The section the article is filed under: the outermost of `sections`."""
    sections: list[str] = field(default_factory=list)
    """The path of sections, outermost first."""
    tags: list[str] = field(default_factory=list)
    """Keywords the site gives the article, in its order."""
    language: str | None = None
    """BCP 47, as stated by the page."""
    site_name: str | None = None
    """What the site calls itself."""

    # time
    date_published: str | None = None
    """ISO 8601 with the offset the page gave; a day alone (`2026-01-12`) where only a day is known."""
    date_modified: str | None = None
    """As `date_published`: when the page says it was last changed."""
    date_published_raw: str | None = None
    """The date of publication as found."""

    # access
    is_accessible_for_free: bool | None = None
    """False where the page says or shows a paywall; else as stated, or null."""

    # capture
    fetched_at: str | None = None
    """When the response arrived: ISO 8601, UTC."""
    status: int | None = None
    """HTTP status of the response."""
    requested_url: str | None = None
    """The address that was asked for first, before any redirect."""
    final_url: str | None = None
    """The address that answered."""
    content_sha256: str | None = None
    """SHA-256 (hex) of title and body, see `content_digest`."""
    warc: WarcPointer | None = None
    """The capture this record was read from; null where none is kept."""
    parts: list[Part] = field(default_factory=list)
    """The article's further pages, where the site cut it into several; empty for an article of one page."""

    # maker
    extractor_version: str | None = None
    """The version of newscrawler that read the page."""
    memory_version: str | None = None
    """The version of the site's memory that was used; null where none was."""
    schema_version: int = SCHEMA_VERSION
    """The version of this record's form."""
    run_id: str | None = None
    """The crawl that wrote the line; its report is `reports/<run_id>.json`."""

    # life
    first_seen: str | None = None
    """When the archive first held the article: ISO 8601, UTC."""
    last_seen: str | None = None
    """When the line was written (lines are never rewritten): ISO 8601, UTC."""
    changed_fields: list[str] = field(default_factory=list)
    """Which fields differ from the version before: own content, `url` where it moved, `state` where it was removed or
    is back; empty in version 1."""
    same_as: list[SameAs] = field(default_factory=list)
    """Near-duplicates that this archive held when the line was written, the likest first; at most five."""

    # trust
    sources: dict[str, str] = field(default_factory=dict)
    """Field → the witness it was taken from: `json_ld`, `meta`, `selector`, `url`, `model`, `hidden`,
    `sitemap`, `feed` …"""
    confidence: dict[str, float] | None = None
    """`body` → 0…1, calibrated on sites not trained on; null where no model found the body."""

    # pictures
    images: list[Image] = field(default_factory=list)
    """The article's pictures, the lead picture first."""

    # body
    no_body_reason: str | None = None
    """Why `body` is null; null where there is one."""
    body: str | None = None
    """The running text: all blocks but captions, in reading order, joined by one blank line."""
    blocks: list[Block] = field(default_factory=list)
    """The body's blocks, captions included."""
    removed: list[Removed] = field(default_factory=list)
    """Every block left out that stood in or between the article's containers. Kept + removed = read."""
    left_out: dict[str, int] = field(default_factory=dict)
    """Outside the article: container (`nav`, `header`, `aside` …) → number of its blocks that were left out; menus
    (`nav`) and the page's foot (`footer`), which are not read, count as one each."""


def body_text(blocks: list[Block]) -> str | None:
    """The running text of `blocks`, or None where there is none.

    >>> body_text([Block(kind="crosshead", text="Rain"), Block(kind="caption", text="A pier"),
    ...            Block(kind="paragraph", text="It rained.")])
    'Rain\\n\\nIt rained.'
    """
    return "\n\n".join(block.text for block in blocks if block.kind != "caption") or None


def content_digest(title: str | None, body: str | None) -> str | None:
    """SHA-256 (hex) over title, a blank line, and body, in UTF-8; None where there is neither."""
    if title is None and body is None:
        return None
    return hashlib.sha256(f"{title or ''}\n\n{body or ''}".encode("utf-8", "surrogatepass")).hexdigest()
