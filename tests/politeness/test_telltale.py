"""What a subscriber handed over is found in whatever dress a page gives it."""

from __future__ import annotations

import html
import json
import time
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from newscrawler.politeness.telltale import LOOKED_FOR, secrets_in, telltale

SECRETS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters="\"',;\\"), min_size=8)


@given(SECRETS, st.sampled_from([" ", "<p>", '"', ">"]))
def test_it_is_found_as_pages_write_text(secret: str, around: str) -> None:
    found = telltale([secret])
    assert found is not None
    dresses = (
        secret,
        html.escape(secret),
        quote(secret, safe=""),
        quote(secret, safe="").lower() if secret.islower() else secret,
        quote(quote(secret, safe=""), safe=""),
        json.dumps(secret).replace("/", "\\/"),
        "".join(char if char.isalnum() else f"\\u{ord(char):04x}" for char in secret),
        "".join(char if char.isalnum() else f"&#{ord(char)};" for char in secret),
        "".join(char if char.isalnum() else f"&#x{ord(char):02X};" for char in secret),
    )
    for dress in dresses:
        assert found.search(f"It rained.{around}{dress}{around}It rained.".encode()), dress


@given(SECRETS)
def test_another_one_is_not(secret: str) -> None:
    found = telltale([secret])
    assert found is not None
    assert not found.search(b"It rained on the pier, and the harbour office counted its boats twice.")
    assert not found.search(secret[:LOOKED_FOR][:-1].encode() + b"\x00")


def test_what_lets_in_is_looked_for_without_the_word_before_it() -> None:
    headers = [
        (b"Authorization", b"Bearer tok-7f3a9c1e"),
        (b"X-Plan", b"evening"),
        (b"Cookie", b"a=short; b=long-enough"),
    ]
    assert secrets_in(headers) == {"Bearer tok-7f3a9c1e", "tok-7f3a9c1e", "long-enough"}
    assert telltale(secrets_in([(b"X-Plan", b"evening")])) is None


def test_looking_is_linear() -> None:
    for char in "=&\\% ":
        found = telltale(["12345678" + char * 40 + "a", char * 60 + "ab"])
        assert found is not None
        start = time.process_time()
        for text in (b"=", b"&#61;%3d\\u003d", b"&amp;", b"&", b"%25", b"%", b"\\", b" +"):
            assert not found.search(text * (4000 // len(text)) + b".")
        assert time.process_time() - start < 1
