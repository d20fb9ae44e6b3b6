"""Bytes → text by a named codec, at the same price whatever the bytes are.

Python asks an error handler about every byte that a codec does not know: a page of such bytes took 36 to 50 times its
parse. So what has no meaning becomes U+FFFD here before or while it is decoded; the text is the same.
"""

from __future__ import annotations

import codecs
from functools import lru_cache

import numpy as np
import numpy.typing as npt

NO_CHARSETS = frozenset(("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"))
"""Codecs of Python's that no page is written in; the first three raise, whatever they are told to do about errors."""
_NONE = 0xFFFD
_WIDE = {
    "utf-16": "=u2",
    "utf-32": "=u4",
    "utf-16-le": "<u2",
    "utf-16-be": ">u2",
    "utf-32-le": "<u4",
    "utf-32-be": ">u4",
}


def decoded(data: bytes, name: str) -> str:
    """`data.decode(name, "replace")`; `name` is a codec's own (`codecs.lookup(…).name`).

    >>> decoded(b"caf\\xe9 \\x81", "cp1252"), decoded(b"a\\0\\0\\xd8b\\0", "utf-16-le")
    ('café \\ufffd', 'a\\ufffdb')
    """
    if name in _WIDE:
        return _sound(data, _WIDE[name]).decode(name, "replace")
    table = _table_of(name)
    return codecs.charmap_decode(data, "replace", table)[0] if table else data.decode(name, "replace")


@lru_cache(maxsize=64)
def _table_of(name: str) -> str | None:
    """What each byte stands for, by a codec that reads them one by one; None where it does not."""
    every = bytes(range(256))
    table = every.decode(name, "replace")
    alone = "".join(bytes((byte,)).decode(name, "replace") for byte in every)
    back = every[::-1].decode(name, "replace")
    return table if len(table) == 256 and table == alone == back[::-1] else None


def _sound(data: bytes, kind: str) -> bytes:
    """`data` with U+FFFD in place of lone surrogates and of numbers that are no characters."""
    size = np.dtype(kind).itemsize
    end = len(data) // size * size
    codes = np.frombuffer(data[:end], dtype=kind).astype(np.uint32)
    wrong = _lone(codes) if size == 2 else (codes > 0x10FFFF) | (codes >> 11 == 0x1B)
    if not wrong.any():
        return data
    codes[wrong] = _NONE
    return codes.astype(kind).tobytes() + data[end:]


def _lone(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Which halves of surrogate pairs stand alone; one at the very end is left to the decoder."""
    first, second = codes >> 10 == 0x36, codes >> 10 == 0x37
    lone: npt.NDArray[np.bool_] = first | second
    paired = first[:-1] & second[1:]
    lone[:-1] &= ~paired
    lone[1:] &= ~paired
    lone[-1:] &= second[-1:]
    return lone
