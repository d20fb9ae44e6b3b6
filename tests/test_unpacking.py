"""Of a packed body whose beginning is enough, the beginning; a body that stops short for no reason gives nothing."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.unpacking import Torn, beginning_of

try:
    from compression import zstd  # Python 3.14
except ImportError:
    from backports import zstd

LINES = b"".join(b"Disallow: /number/%d\n" % (number * 7919 % 100_003) for number in range(4000))
PACKED = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}


@pytest.mark.parametrize("coding", PACKED)
def test_as_much_as_is_wanted_is_read_and_no_more(coding: str) -> None:
    packed = PACKED[coding](LINES)
    for most in (1, 1000, len(LINES), len(LINES) + 1):
        assert beginning_of(packed, [coding], most, is_cut=False) == LINES[:most]


@pytest.mark.parametrize("coding", PACKED)
def test_what_was_not_received_to_its_end_may_stop_short(coding: str) -> None:
    packed = PACKED[coding](LINES)
    half = packed[: len(packed) * 3 // 4]
    begun = beginning_of(half, [coding], len(LINES), is_cut=True)
    assert LINES.startswith(begun)
    assert len(begun) > 1000 or coding in ("br", "zstd")  # these give whole blocks
    with pytest.raises(Torn):
        beginning_of(half, [coding], len(LINES), is_cut=False)


def test_one_coding_in_the_other() -> None:
    packed = gzip.compress(zstd.compress(LINES))
    assert beginning_of(packed, ["zstd", "gzip"], 500, is_cut=False) == LINES[:500]
    assert beginning_of(gzip.compress(gzip.compress(bytes(10**7))), ["gzip", "gzip"], 500, is_cut=False) == bytes(500)


@given(st.sampled_from(sorted(PACKED)), st.binary(max_size=300), st.booleans())
def test_rubbish_is_torn_and_nothing_else(coding: str, body: bytes, is_cut: bool) -> None:
    with suppress(Torn):
        beginning_of(body, [coding], 100, is_cut=is_cut)
