"""One page: decoded and parsed once, shared by everything that reads it.

`Document` never raises on what the web sends: empty input, binary rubbish, wrong charsets, NUL bytes and lying
declarations all give a document, at worst one without a root.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from urllib.parse import urljoin

from lxml import etree
from parsel import Selector
from w3lib.encoding import http_content_type_encoding, resolve_encoding

from newscrawler.extraction.attribute_floods import MOST, end_of_sound
from newscrawler.extraction.binary import what_binary
from newscrawler.extraction.blocks import PageBlocks
from newscrawler.extraction.cutting import cut_blocks
from newscrawler.extraction.decoding import NO_CHARSETS, decoded
from newscrawler.extraction.legacy_charsets import guess_charset
from newscrawler.extraction.streamed import is_streamed, put_in_place

MAX_BYTES = 16 * 1024 * 1024
"""Longer pages are cut here. The longest of 2,499 labelled news pages has 6.1 MB."""

INDEXED = ("html", "body", "article", "title", "meta", "link", "base", "script", "h1", "h2", "time", "a", "area")
"""Tags of elements that several readers look for."""
MAX_INDEXED = 100_000
"""Elements that are indexed; the largest of the labelled pages have 2,303."""

MAX_ADDRESS = 20_000
"""Characters of an address that is read; servers take some 8,000."""

_DECLARED = re.compile(rb"""<meta[^>]{0,512}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"""<\?xml[^>]{0,256}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PIECE = 32_768  # decoded at once: the text of a whole page is memory that the system must clear first
_HEAD = 8192  # where browsers look for a declaration: the first 1,024 bytes; real pages need more


@dataclass(slots=False, eq=False)
class Document:
    """A page as everything downstream sees it.

    `root` is the `html` element, or None where nothing could be parsed; comments and processing instructions
    are not in the tree. `url` is the page's address where it is known.
    """

    url: str | None
    root: etree._Element | None
    encoding: str
    size: int
    """Bytes received, before any cut."""
    notes: list[str] = field(default_factory=list)
    """What was odd about the input: `cut at …`, `NUL bytes dropped`, `6 streamed parts put in their places`."""

    @classmethod
    def parse(
        cls,
        html: bytes | str,
        url: str | None = None,
        *,
        encoding: str | None = None,
        content_type: str | None = None,
    ) -> Document:
        """Decode and parse `html`; `encoding` and the `Content-Type` header are hints, the bytes decide."""
        notes: list[str] = []
        size = len(html)
        if isinstance(html, str):
            data, name = html[:MAX_BYTES].encode("utf-8", "replace"), "utf-8"
        else:
            data = html[:MAX_BYTES]
            name = sniff_encoding(data, encoding=encoding, content_type=content_type)
        if size > MAX_BYTES:
            notes.append(f"cut at {MAX_BYTES} of {size} bytes")
        binary = what_binary(data, name)
        if binary is not None:
            return cls(url=url, root=None, encoding=name, size=size, notes=[*notes, f"it is {binary}"])
        if name != "utf-8":
            data = decoded(data, name).encode("utf-8", "replace")
        if b"\0" in data:
            data = data.replace(b"\0", b"")
            notes.append("NUL bytes dropped")
        sound = end_of_sound(data)
        if sound < len(data):
            data = data[:sound]
            notes.append(f"cut at byte {sound}: a tag of more than {MOST} attributes")
        root = _parse(data)
        if root is not None and is_streamed(data) and (moved := put_in_place(root)):
            notes.append(f"{moved} streamed parts put in their places")
        return cls(url=url, root=root, encoding=name, size=size, notes=notes)

    @property
    def why_unreadable(self) -> str | None:
        """Why there is no tree, in words; None where there is one."""
        if self.root is not None:
            return None
        return self.notes[-1] if self.notes and self.notes[-1].startswith("it is ") else "the page is empty or no HTML"

    @cached_property
    def selector(self) -> Selector:
        """parsel's selector over the same tree: no second parse."""
        return Selector(root=self.root if self.root is not None else etree.Element("html"), type="html")

    @cached_property
    def elements(self) -> dict[str, list[etree._Element]]:
        """The page's elements of each tag in `INDEXED`, in its order: one pass for all who ask for them.

        A pass over the tree costs a tenth of the parse, however little is looked at.
        """
        found: dict[str, list[etree._Element]] = {tag: [] for tag in INDEXED}
        if self.root is not None:
            for element in islice(self.root.iter(*INDEXED), MAX_INDEXED):
                found[element.tag].append(element)  # type: ignore[index]  # comments are not in the tree
        return found

    @cached_property
    def blocks(self) -> PageBlocks:
        """The page cut into blocks of text; nobody changes them.

        Worth having before anything else is looked for: an element that nobody holds any more is looked up by lxml
        from there to the nearest ancestor that somebody does hold. Boxes hold theirs, and `elements`, which is made
        first, goes first: the climbs to the top of the page cost a third of the parse.
        """
        _ = self.elements
        return cut_blocks(self.root) if self.root is not None else PageBlocks()

    @cached_property
    def base_url(self) -> str | None:
        """What relative addresses of this page are relative to (`<base href>` counts)."""
        # a base behind the first paragraph would have come too late for what stands before it
        base = next(self.root.iter("base", "p"), None) if self.root is not None and self.elements["base"] else None
        if base is None or base.tag != "base":
            return self.url
        return join_url(self.url, base.get("href")) or self.url

    def join(self, href: str | None) -> str | None:
        """`href` as an absolute http(s) address, or None where it is none."""
        return join_url(self.base_url, href)


def join_url(base: str | None, href: str | None) -> str | None:
    """`href` seen from `base`, absolute; None where that gives no http(s) address."""
    if not href or len(href) > MAX_ADDRESS:
        return None
    href = href.strip()
    if href.startswith(("http://", "https://")) and "[" not in href:
        return href  # most are; `urljoin` takes 15 microseconds to say so
    try:
        joined = urljoin(base or "", href)
    except ValueError:  # "Invalid IPv6 URL" and the like
        return None
    return joined if joined.startswith(("http://", "https://")) else None


def sniff_encoding(data: bytes, *, encoding: str | None = None, content_type: str | None = None) -> str:
    """The name of the Python codec to decode `data` with; always one that exists.

    A byte order mark wins; then whatever is valid UTF-8 is UTF-8 whatever it declares (other encodings'
    non-ASCII text practically never is); then the caller's word, the header's, the page's; then what the bytes
    tell (`guess_charset`); then windows-1252.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    if _is_utf8(data):
        return "utf-8"
    head = data[:_HEAD]
    in_page = _DECLARED.search(head) or _XML_DECLARED.search(head)
    for declared in (
        encoding,
        http_content_type_encoding(content_type) if content_type else None,
        in_page.group(1).decode("ascii") if in_page else None,
    ):
        resolved = _known_codec(declared)
        if resolved and not resolved.startswith("utf-8"):
            return resolved
    if b"\0" in head[1::2] and head[1:400:2].count(b"\0") > head[:400:2].count(b"\0") + 20:
        return "utf-16-le"
    # declared UTF-8 (or nothing) but not valid: mostly UTF-8 with a few broken bytes, or an old Western page
    return "utf-8" if _mostly_utf8(data) else guess_charset(data) or "cp1252"


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return True
    at, view = 0, memoryview(data)
    while at < len(data):
        last = at + _PIECE >= len(data)
        try:
            at += codecs.utf_8_decode(view[at : at + _PIECE], "strict", last)[1]
        except UnicodeDecodeError as error:
            return at + error.start >= MAX_BYTES - 4  # a character that our own cut split
    return True


def _mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    broken, sample = text.count("\ufffd"), text[:200_000]
    return broken * 10 < len(sample) - len(sample.encode("ascii", "ignore")) or broken == 0


def _known_codec(name: str | None) -> str | None:
    if not name:
        return None
    resolved = resolve_encoding(name)  # browsers' aliases: latin-1 means windows-1252, gb2312 means gb18030
    if not resolved:
        return None
    try:
        info = codecs.lookup(resolved)
    except LookupError:
        return None
    return info.name if info._is_text_encoding and info.name not in NO_CHARSETS else None


def _parse(data: bytes) -> etree._Element | None:
    if not data or data.isspace():
        return None
    # nobody asks for an element by its id; a table of them is a twentieth of the parse
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return None
    return root if isinstance(root, etree._Element) else None
