"""XML from the web as it really comes: wrongly encoded, cut off, with bare ampersands and undeclared prefixes.

Read as a stream, so that a file of 50,000 addresses never stands in memory as a tree. No entity is ever expanded and
no other file read: every reference that is not XML's own or HTML's is turned into text before the parser sees it.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from html.entities import name2codepoint

from lxml import etree

MAX_BYTES = 64 * 1024 * 1024
"""What is unpacked and read of one file; the sitemap protocol allows 50 MiB."""
_SPACE = re.compile(r"\s*+")
_CHUNK = 128 * 1024
_GZIP = b"\x1f\x8b"
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{2,40})["']""")
_DECLARATION = re.compile(r"<\?xml[^>]{0,300}\?>")
_LONGEST_REFERENCE = 34
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def text_of(body: bytes) -> tuple[str, bool]:
    """`body`, unpacked, as text; and whether all of it could be had."""
    raw, whole = _unpacked(body)
    return _decoded(raw), whole


def _unpacked(body: bytes) -> tuple[bytes, bool]:
    """`body`, gunzipped where it is gzip (once or twice: servers pack packed files), at most `MAX_BYTES` of it.

    Also tells whether all of it could be had: False for a file that is cut off, damaged or too long.
    """
    whole = True
    for _ in range(2):
        if body.startswith(_GZIP):
            body, ended = _gunzipped(body)
            whole = whole and ended
    return body[:MAX_BYTES], whole and len(body) <= MAX_BYTES


def _gunzipped(body: bytes) -> tuple[bytes, bool]:
    """What can be unpacked, and whether that was all."""
    unzip = zlib.decompressobj(wbits=31)
    pieces: list[bytes] = []
    room = MAX_BYTES
    with suppress(zlib.error):  # what came before the damage is whole
        for start in range(0, len(body), _CHUNK):
            pieces.append(unzip.decompress(body[start : start + _CHUNK], room))
            room -= len(pieces[-1])
            if room <= 0 or unzip.eof:
                break
    return b"".join(pieces), unzip.eof


def _decoded(body: bytes) -> str:
    """`body` as text: by its mark, its XML declaration, UTF-8; Windows-1252 where it is not what it says it is."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace").removeprefix("\ufeff")
    declared = _DECLARED.match(body.lstrip()[:400])
    for name in (declared[1].decode("ascii") if declared else "utf-8", "utf-8"):
        with suppress(LookupError, UnicodeDecodeError):
            return body.decode(name)
    return body.decode("cp1252", "replace")


def _pieces(text: str) -> Iterator[str]:
    """`text` piece by piece, mended, without its declaration; whole, 64 MB of `&` became 2 GB. No reference is cut."""
    start = first_letter(text)
    if declaration := _DECLARATION.match(text, start):
        start = declaration.end()
    while start < len(text):
        end = start + _CHUNK
        if end < len(text) and (begun := text.rfind("&", end - _LONGEST_REFERENCE, end)) > start:
            end = begun
        yield _mended(text[start:end])
        start = end


def first_letter(text: str) -> int:
    """Where `text` begins behind white space; without a copy of it, of which one letter may make 256 MB."""
    found = _SPACE.match(text)
    return found.end() if found else 0


def _mended(text: str) -> str:
    """`text` without what no parser takes: control characters, references to entities that XML does not know."""
    if _ILLEGAL.search(text):
        text = _ILLEGAL.sub(" ", text)
    return _AMPERSAND.sub(_reference, text) if "&" in text else text


def _reference(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;"
    if name in _XML_OWN:
        return found[0]
    if name.startswith("#"):
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        is_text = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
        return found[0] if is_text else " "
    return f"&#{name2codepoint[name]};" if name in name2codepoint else f"&amp;{name};"


MOST_ROWS = 200_000
"""Rows of one file that are looked at: four times the addresses that the sitemap protocol allows in one."""
MOST_HELD = 100_000
"""Elements between the ends of two rows; a page's row may name a thousand pictures, of some five elements each."""


class Endless(Exception):
    """There is more of a file than any honest one has."""


def closed_elements(text: str, rows: frozenset[str], marks: frozenset[str] = frozenset()) -> Iterator[etree._Element]:
    """Elements of `text` (as it came) whose local name is in `rows` or `marks`, each when its end tag was read; what is
    cut off never comes.

    Rows are forgotten once the caller goes on, with all before them: keep no reference to one. Endless where there
    are too many of them, or too much between two: 300 KB packed, which held a million elements in one row, took 1.4 GB.
    """
    held = rows_read = 0
    parser = etree.XMLPullParser(
        events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    is_begun = False
    for piece in _pieces(text):
        if not is_begun and not (piece := piece.lstrip()):  # nothing may stand before the root
            continue
        is_begun = True
        try:
            parser.feed(piece.encode("utf-8", "replace"))
        except etree.XMLSyntaxError:
            break
        for _, element in parser.read_events():
            name, held = local_name(element), held + 1
            if held > MOST_HELD:
                raise Endless(f"more than {MOST_HELD} elements in one row, or before it: the rest was not read")
            if name in rows:
                yield element
                element.clear()
                rows_read += 1
                if not any(local_name(outer) in rows for outer in element.iterancestors()):  # else that one is to come
                    _forget_before(element)
                    held = 0
                if rows_read >= MOST_ROWS:
                    raise Endless(f"more than {MOST_ROWS} rows: the rest was not read")
            elif name in marks:
                yield element


def _forget_before(element: etree._Element) -> None:
    """Let go of all that stands before an element, in whatever that stands."""
    while (parent := element.getparent()) is not None:
        while parent[0] is not element:
            del parent[0]
        element = parent


def local_name(element: etree._Element) -> str:
    """An element's name without namespace or prefix, declared or not; lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def child_text(element: etree._Element, longest: int = 8000) -> str:
    """All text in an element, trimmed."""
    if len(element) == 0:
        return (element.text or "")[:longest].strip()
    return "".join(str(piece) for piece in element.itertext())[:longest].strip()


_NAME = re.compile(r"<(?:[A-Za-z][\w.-]{0,60}:)?([A-Za-z][\w.-]{0,60})")
_BEFORE_ROOT = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))


def root_name(text: str) -> str | None:
    """Local name of the first element, lower case; None where there is no markup, or much else before it.

    >>> root_name("<?xml version='1.0'?><!-- a --><x:urlset>"), root_name("https://example.org/")
    ('urlset', None)
    """
    text = text[:60_000].lstrip()
    for _ in range(50):
        for start, end in _BEFORE_ROOT:
            if text.startswith(start):
                closing = "]>" if start == "<!" and "[" in text.partition(">")[0] else end
                text = text.partition(closing)[2].lstrip()
                break
        else:
            break
    found = _NAME.match(text)
    return found[1].lower() if found else None
