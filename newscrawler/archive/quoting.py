"""Whether some page holds an article's words: compared by their letters alone, whatever markup, escapes and spaces."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from newscrawler.archive.warc_reading import Message, Unreadable, unpacked

LEAST = 15
"""Letters that it takes to know words again: a title like "Weather" is on every page."""
LENGTH = 40
"""As many letters are looked for: lists cut teasers short."""

_NO_LETTERS = re.compile(r"[\W_]+")
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_CONTROL = re.compile(r"\\[nrtbf]")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def letters_of(text: str) -> str:
    """What is left of a text without spaces, signs and case."""
    return _NO_LETTERS.sub("", text.casefold())


def beginning_of(text: str | None) -> str | None:
    """The letters by which a piece of text is known again; None where it is too short for that."""
    letters = letters_of(text or "")[:LENGTH]
    return letters if len(letters) >= LEAST else None


def words_of(record: dict[str, Any]) -> set[str]:
    """The beginnings of a record's own pieces of text: title, standfirst, blocks, captions."""
    texts = [record.get("title"), record.get("standfirst")]
    texts += [block.get("text") for block in record.get("blocks") or ()]
    texts += [image.get("caption") for image in record.get("images") or ()]
    return {beginning for text in texts if (beginning := beginning_of(text)) is not None}


def is_quoted(words: Iterable[str], text: str) -> bool:
    """Whether one of `words` (see `words_of`) is in a page or an answer in JSON or XML."""
    letters = letters_of(_plain(text))
    return any(word in letters for word in words)


def leads_to(key: str, text: str, source: str) -> bool:
    """Whether the text of a page or answer names the address with that key; `source` is its own key.

    Links of a site to itself may leave its host out.
    """
    host, _, path = key.partition("/")
    named = f"/{path}" if path and source.partition("/")[0] == host else key
    return re.search(rf"{re.escape(named)}/?(?![\w/-])", html.unescape(text.replace("\\/", "/"))) is not None


def text_of(message: Message) -> str:
    """The text of an answer, whatever it is; Unreadable where it cannot be unpacked."""
    content = unpacked(message)
    try:
        return content.decode()
    except UnicodeDecodeError:
        named = _CHARSET.search(message.headers.get("content-type", "").encode()) or _CHARSET.search(content[:4096])
        try:
            return content.decode(named[1].decode() if named else "latin-1", "replace")
        except (LookupError, ValueError):
            return content.decode("latin-1")


def is_quoted_in(words: Iterable[str], message: Message) -> bool | None:
    """Whether an answer holds one of `words`; None where it cannot be unpacked."""
    try:
        return is_quoted(words, text_of(message))
    except Unreadable:
        return None


def _plain(text: str) -> str:
    text = _CONTROL.sub(" ", _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text))
    return _TAG.sub("", html.unescape(html.unescape(text)))
