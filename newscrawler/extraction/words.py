"""What the readers of fields share about words and addresses: how two spellings are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import add
from typing import NamedTuple
from urllib.parse import urlsplit


class Witness(NamedTuple):
    """One statement about one field."""

    source: str
    """`selector`, `json_ld`, `meta`, `microdata`, `html` or `url`."""
    value: str


_WORDS = re.compile(r"\w+")


def key_of(text: str | None) -> str:
    """What two spellings of one phrase have in common: its word characters, folded.

    >>> key_of("The “Harbour” – an Update") == key_of('the "harbour" - an update')
    True
    """
    if not text:
        return ""
    return _known_key(text) if len(text) <= _LONGEST_KNOWN else _key(text)


def _key(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(_WORDS.findall(text.casefold()))


_LONGEST_KNOWN = 500
_known_key = lru_cache(maxsize=1024)(_key)  # every reader compares the same titles and names


def likeness(one: str, other: str) -> float:
    """0 … 1: how much two keys have in common, by words, in scripts without spaces by pairs of characters.

    >>> likeness("rain over the harbour", "rain over the harbour"), likeness("rain", "sun")
    (1.0, 0.0)
    """
    if one == other:
        return 1.0
    first, second = _units(one), _units(other)
    shared = len(first & second)
    return 0.98 * 2 * shared / (len(first) + len(second)) if shared else 0.0


@lru_cache(maxsize=128)  # a thousand lines are compared with the same few titles
def _units(key: str) -> frozenset[str]:
    words = key.split()
    if words and len(key) > 12 * len(words):
        return frozenset(map(add, key, key[1:]))
    return frozenset(words)


def bare_address(url: str | None) -> str | None:
    """`url` without scheme, `www.`, query, fragment and closing slash, for comparison alone; None for a bare host."""
    host, path = split_address(url)
    return f"{host.removeprefix('www.')}{path.rstrip('/')}" if host and path.strip("/") else None


def split_address(url: str | None) -> tuple[str, str]:
    """Host (lower case) and path of `url`; empty where there is none or it cannot be read."""
    try:
        parts = urlsplit(url or "")
        return (parts.hostname or "").lower(), parts.path
    except ValueError:
        return "", ""
