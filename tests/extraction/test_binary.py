"""What is no text gives no body and says what it is; what is text in an odd coding is left alone."""

from __future__ import annotations

import gzip
import random

import pytest
from pages_of_ours import article_page

from newscrawler import extract
from newscrawler.extraction.binary import what_binary

PAGE = article_page("The harbour counts its boats", 1)
TAKEN = [
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 400, "a PNG picture"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF" + b"words and words " * 40, "a JPEG picture"),
    (b"%PDF-1.7\n" + b"words and words " * 40, "a PDF file"),
    (gzip.compress(PAGE.encode()), "a gzip file"),
    (random.Random(7).randbytes(20_000), "binary, not text"),
    (b"\0" * 1000, "binary, not text"),
    (bytes(range(256)) * 8, "binary, not text"),
]
LEFT_ALONE = [
    PAGE.encode(),
    PAGE.encode("utf-16"),
    PAGE.encode("utf-16-le"),
    PAGE.encode("utf-32"),
    PAGE.replace("boats", "boats\0").encode(),
    ("<html><body>" + "<p>\u6e2f\u306e\u8239\u3092\u6570\u3048\u308b\u3002</p>" * 40).encode("iso2022_jp"),
    PAGE.encode("cp1252"),
    b"\x1b[31m plain text with a colour \x1b[0m" * 20,
]


@pytest.mark.parametrize(("data", "said"), TAKEN)
def test_binary_has_no_body_and_says_why(data: bytes, said: str) -> None:
    article = extract(data)
    assert article.body is None
    assert said in (article.no_body_reason or "")


@pytest.mark.parametrize("data", LEFT_ALONE)
def test_text_in_any_coding_is_text(data: bytes) -> None:
    assert what_binary(data, "utf-16-le" if b"\0" in data[:4] else "utf-8") is None


def test_a_string_of_control_characters_is_no_text_either() -> None:
    article = extract("".join(map(chr, range(32))) * 50)
    assert article.body is None
    assert article.no_body_reason
