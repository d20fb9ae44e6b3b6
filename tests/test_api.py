"""What `from newscrawler import …` promises."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running import shared

from newscrawler import Article, clean_text, extract
from newscrawler.cleaning import clean_body, read_sequence
from newscrawler.pages.reading import read

SENTENCE = "The herring came back to Lowmoor on a Tuesday, and nobody was there to see it but the keeper. "
PAGE = f"<html><body><article><h1>Harbour’s Slow Return</h1>{f'<p>{SENTENCE * 2}</p>' * 4}</article></body></html>"
SEED = (
    "https://beijingtimes.com/china/2026/01/12/"
    "chinas-biopharma-revolution-from-imitation-to-innovation-and-global-leadership"
)


def test_extract_is_read_then_clean() -> None:
    url = "https://echo.example/harbours-slow-return"
    assert extract(PAGE, url) == clean_body(read(PAGE, url))


def test_extract_gives_a_whole_record() -> None:
    article = extract(PAGE, "https://echo.example/2026/01/12/harbours-slow-return")
    assert article.title == "Harbour’s Slow Return"
    assert article.date_published == "2026-01-12"
    assert article.body == "\n\n".join([(SENTENCE * 2).strip()] * 4)
    assert article.content_sha256
    assert article.no_body_reason is None


@pytest.mark.parametrize(
    "html", ["", b"", "   ", b"\x00\xff\xfe", "<html></html>", "\ud800", "{}", b"%PDF-1.7", "<p>", "<!--"]
)
def test_extract_says_why_there_is_no_body(html: str | bytes) -> None:
    article = extract(html)
    assert article.body is None
    assert article.no_body_reason


def test_bytes_are_decoded_by_what_they_are() -> None:
    page = PAGE.replace("herring", "Hering, süß,")
    for encoding in ("utf-8", "windows-1252", "utf-16"):
        body = extract(page.encode(encoding), encoding=encoding).body
        assert body is not None
        assert "Hering, süß," in body


@settings(deadline=None)
@given(
    st.one_of(st.text(max_size=400), st.binary(max_size=400)), st.none() | st.text(max_size=60), st.none() | st.text()
)
def test_nothing_raises(html: str | bytes, url: str | None, encoding: str | None) -> None:
    assert isinstance(extract(html, url, encoding=encoding), Article)
    if isinstance(html, str):
        assert isinstance(clean_text(html, url), Article)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["Rain.", SENTENCE, "Share", "Advertisement", "Read also: Rain", "12.4 C"]), max_size=9)
)
def test_kept_and_removed_are_what_was_read(lines: list[str]) -> None:
    html = "<article><h1>Rain</h1>" + "".join(f"<p>{line}</p>" for line in lines) + "</article>"
    assert read_sequence(extract(html)) == read_sequence(read(html))


def test_the_import_is_light() -> None:
    """Every `scrapy` command imports the package for its settings: the readers are loaded on first use."""
    code = "import sys, newscrawler; sys.exit(any(name in sys.modules for name in ('lxml', 'dateparser', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_seed() -> None:
    """The page this project was asked with: kinds and places of its 25 lines, without a word of it here."""
    text = next(shared("seed").glob("000_*.txt")).read_text(encoding="utf-8")
    article = clean_text(text, SEED)
    assert (article.section, article.date_published) == ("China", "2026-01-12")
    kinds = [block.kind for block in article.blocks]
    assert (kinds.count("paragraph"), kinds.count("crosshead"), len(kinds)) == (6, 5, 11)
    assert len(article.removed) == 14
    assert all(removed.why for removed in article.removed)
    assert "’" in (article.title or "")
    assert not (article.title or "").startswith("ChinaChina")
    assert clean_text(text).date_published is None
