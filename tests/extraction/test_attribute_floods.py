"""A tag of a million attributes is not parsed; nothing else is lost, and looking for one is linear."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.extraction.attribute_floods import MOST, SHORTEST, end_of_sound
from newscrawler.extraction.document import Document

PADDING = b"<p class=a>It rained on the pier.</p>" * (SHORTEST // 30)
FLOOD = b" ".join(b"a%d" % number for number in range(MOST + 1))


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b'<!-- <p a=" -->',
        b"<script>if (a<b) \"</p>'</script>",
        b"<title><p a='</title>",
        b"<p a='>' b=\">\">",
        b"<br/><a/b/c=>",
        b"a < b <3 </ <! <?x ?>",
        b"<p a = x' \" >",
        b"<!-->",
        b"<!--->",
        b"<!-- ' --!>",
        b"<script/>",
        b"<title//>",
        b"<script a=/>'<!--</script>",
        b"<style\x0b>",
        b"<!<script>",
        b"<?<!-->",
        b"</<style>",
        b"</p<xmp>",
        b"</p a='>'>",
    ],
)
@pytest.mark.parametrize(
    "tag", [b"<p " + FLOOD, b"<p a='<p>' " + FLOOD, b"<p/" + FLOOD.replace(b" ", b"/"), b"<SCRIPT x=y " + FLOOD]
)
def test_a_flood_of_attributes_ends_the_page_before_its_tag(before: bytes, tag: bytes) -> None:
    page = PADDING + before + tag + b">x</p>"
    assert end_of_sound(page) == len(PADDING + before)


@given(
    st.lists(
        st.sampled_from(
            [
                b"<",
                b">",
                b"<p ",
                b'"',
                b"'",
                b"=",
                b"a",
                b" ",
                b"/",
                b"<!--",
                b"-->",
                b"<script>",
                b"</script>",
                b"\xc3\xa9",
            ]
        )
    )
)
def test_a_page_without_one_is_left_whole(pieces: list[bytes]) -> None:
    page = PADDING + b"".join(pieces)
    assert end_of_sound(page) == len(page)


@pytest.mark.parametrize(
    "piece", [b"<a", b"<", b"<p ", b'<p "', b"<!--", b"<!-", b"<script>", b"<script", b"</", b"<title><", b"<p a=b "]
)
def test_it_is_linear(piece: bytes) -> None:
    start = time.process_time()
    end_of_sound(piece * (2_000_000 // len(piece)))
    assert time.process_time() - start < 2


def test_what_stands_before_the_flood_is_read() -> None:
    document = Document.parse(b"<html><body><h1>Rain</h1>" + PADDING + b"<p " + FLOOD * 200 + b">x</p>")
    assert document.root is not None
    assert document.root.findtext(".//h1") == "Rain"
    assert any(f"more than {MOST} attributes" in note for note in document.notes)
