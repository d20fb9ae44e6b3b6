"""Tells what is no text at all: pictures, PDFs, packed files, rubbish. Nobody's article is in there.

By the bytes alone, since names and types lie; a saved page that is still gzipped is a common accident.
"""

from __future__ import annotations

import re

_SIGNATURES = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP file"),
    (b"\x1f\x8b\x08", "a gzip file: unpack it first"),
    (b"BZh", "a bzip2 file: unpack it first"),
    (b"\xfd7zXZ\0", "an xz file: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd file: unpack it first"),
    (b"\x7fELF", "a program"),
)
_HEAD = 8192
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")  # but ESC, which ISO-2022-JP is written with
_MANY = 0.02
"""Share of control characters beyond which nobody wrote it: random bytes have .11, 2,553 real pages at most .0021."""


def what_binary(data: bytes, encoding: str) -> str | None:
    """What `data` is instead of text, in words; None where it may be a page."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    if encoding.startswith(("utf-16", "utf-32")):
        return None
    head = data[:_HEAD]
    if len(_CONTROLS.findall(head)) > _MANY * len(head):
        return "binary, not text"
    return None
