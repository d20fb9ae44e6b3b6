"""Decoding gives what Python's codecs give, for every name and any bytes, and never raises."""

from __future__ import annotations

import codecs
import time
from encodings.aliases import aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.extraction.decoding import NO_CHARSETS, decoded
from newscrawler.extraction.document import Document

CODECS = sorted({*aliases.values(), "idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})


@pytest.mark.parametrize(
    "name", ["cp1252", "koi8-r", "iso8859-6", "gb18030", "shift_jis", "utf-7", "utf-16-le", "utf-32"]
)
@given(data=st.binary(max_size=60))
def test_the_text_is_what_the_codec_gives(name: str, data: bytes) -> None:
    assert decoded(data, name) == data.decode(name, "replace")


@given(data=st.lists(st.sampled_from((0x41, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0x110000, 0xFFFD, 0x1F600)), max_size=12))
def test_halves_of_pairs_are_told_apart_as_the_codecs_do(data: list[int]) -> None:
    for name, size in (("utf-16-be", 2), ("utf-16-le", 2), ("utf-32-le", 4), ("utf-32-be", 4)):
        order = "little" if name.endswith("le") else "big"
        raw = b"".join((code & ((1 << 8 * size) - 1)).to_bytes(size, order) for code in data) + b"\xd8"
        assert decoded(raw, name) == raw.decode(name, "replace")


def test_no_declared_name_makes_reading_raise() -> None:
    """Three of Python's codecs raise on bytes that they do not know although they are told to replace them."""
    for name in CODECS:
        Document.parse(b"<meta charset=" + name.encode() + b"><title>Rain</title><p>xn--\x81\xff\xe9 \\u12 \\x -\xb4")
    assert all(codecs.lookup(name).name in NO_CHARSETS for name in ("idna", "punycode", "undefined", "unicode_escape"))


@pytest.mark.parametrize(
    ("name", "piece"),
    [("cp1252", b"\x81a"), ("utf-16-le", b"\0\xd8"), ("utf-32-be", b"\xff" * 4), ("utf-32", b"\xd8" * 4)],
)
def test_bytes_without_meaning_cost_no_more_than_others(name: str, piece: bytes) -> None:
    data = piece * (1_000_000 // len(piece))
    spent = []
    for _ in range(3):  # whoever collects rubbish in between does so once
        start = time.process_time()
        decoded(data, name)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.1
