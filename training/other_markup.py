"""Labelled pages as other sites would have made them: the same text in other markup, for the report.

Names of classes tell much, and sites come whose names tell nothing: made by a build (`css-1x2y3z`), of looks alone
(`mt-4 flex`), or none; whose paragraphs are `div`; that have neither `article` nor `main`, or no JSON-LD. A labelled
page rewritten so has the same gold, and tells what is lost where such signs are missing. Rewritten as bytes, before the
parser: what is measured is all that follows it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

_NAMES = re.compile(rb"""(\s(?:class|id)\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE)
_SECTIONS = re.compile(
    rb"<(/?)(?:article|main|header|footer|nav|aside|section|figure|figcaption|time|address)(?=[\s>])", re.IGNORECASE
)
_PARAGRAPHS = re.compile(rb"<(/?)p(?=[\s>])", re.IGNORECASE)
_JSON_LD = re.compile(rb"<script[^>]*application/ld\+json[^>]*>.*?</script>", re.IGNORECASE | re.DOTALL)
_LOOKS = (b"flex", b"mt-4", b"px-2", b"text-lg", b"w-full", b"md:grid", b"gap-3", b"font-bold", b"relative", b"block")
"""Class names of the sort that says how a box looks and not what it is."""


def built_names(html: bytes) -> bytes:
    """Each name of a class or id as a build would make it: the same for the same name, and without a meaning.

    >>> built_names(b'<p class="lead lead">')
    b'<p class="css-e3456b css-e3456b">'
    """
    return _NAMES.sub(_built, html)


def looks_for_names(html: bytes) -> bytes:
    """Names of looks alone in place of classes and ids."""
    return _NAMES.sub(_look, html)


def no_names(html: bytes) -> bytes:
    """Neither classes nor ids.

    >>> no_names(b'<p class=lead id="x">')
    b'<p>'
    """
    return _NAMES.sub(b"", html)


def plain_sections(html: bytes) -> bytes:
    """`div` in place of `article`, `nav`, `aside` and their kind.

    >>> plain_sections(b"<article lang=en></article>")
    b'<div lang=en></div>'
    """
    return _SECTIONS.sub(rb"<\1div", html)


def plain_paragraphs(html: bytes) -> bytes:
    """`div` in place of `p`.

    >>> plain_paragraphs(b"<p>One</p><pre>")
    b'<div>One</div><pre>'
    """
    return _PARAGRAPHS.sub(rb"<\1div", html)


def no_json_ld(html: bytes) -> bytes:
    """Without what JSON-LD states."""
    return _JSON_LD.sub(b"", html)


def bare(html: bytes) -> bytes:
    """Without names, sections and JSON-LD together."""
    return plain_sections(no_names(no_json_ld(html)))


MARKUPS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {
        "names of a build": built_names,
        "names of looks": looks_for_names,
        "no names": no_names,
        "div for p": plain_paragraphs,
        "no JSON-LD": no_json_ld,
        "div for sections": plain_sections,
        "no names, sections, JSON-LD": bare,
    }
)
"""What pages are read as besides themselves."""


def _built(found: re.Match[bytes]) -> bytes:
    names = found[2].strip(b"\"'").split()
    return found[1] + b'"' + b" ".join(b"css-%06x" % (_number(name) >> 40) for name in names) + b'"'


def _look(found: re.Match[bytes]) -> bytes:
    number = _number(found[2])
    names = [_LOOKS[(number >> 4 * place) % len(_LOOKS)] for place in range(1 + number % 4)]
    return found[1] + b'"' + b" ".join(names) + b'"'


def _number(of: bytes) -> int:
    """64 bits that are always the same for the same bytes."""
    return int.from_bytes(hashlib.sha256(of).digest()[:8], "big")
