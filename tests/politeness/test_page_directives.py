"""What pages and headers say of their own keeping."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from newscrawler.politeness.opt_outs import ai_groups, read_tdm_file
from newscrawler.politeness.page_directives import read_page_directives

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "headers", "words"),
    [
        ("", [], set()),
        ('<meta name="robots" content="index, follow, max-image-preview:large">', [], set()),
        ('<meta name="ROBOTS" content="NOINDEX,NOFOLLOW">', [], {"noindex", "nofollow"}),
        ('<meta name="robots" content="none">', [], {"noindex", "nofollow"}),
        ('<meta name="newscrawler" content="noarchive">', [], {"noarchive"}),
        ('<meta name="googlebot" content="noarchive">', [], set()),
        ("", ["noindex", "noarchive"], {"noindex", "noarchive"}),
        ("", ["googlebot: noindex", "newscrawler: nofollow"], {"nofollow"}),
        ("", ["NewsCrawler: noarchive, nofollow"], {"noarchive", "nofollow"}),
        ("", ["unavailable_after: 25 Jun 2025 15:00:00 GMT"], {"unavailable_after"}),
        ("", ["unavailable_after: Wed, 25 Jun 2025 15:00:00 GMT, noarchive"], {"unavailable_after", "noarchive"}),
        ("", ["unavailable_after: 2026-02-10T11:59:59Z"], {"unavailable_after"}),
        ("", ["unavailable_after: 2026-02-10T12:00:01Z"], set()),
        ("", ["unavailable_after: soon"], set()),
        ("", ["max-snippet: 20, noai"], {"noai"}),
        ("", ["otherbot: noindex, nofollow, newscrawler: noarchive"], {"noarchive"}),
        ("", ["newscrawler: noarchive, otherbot: noindex"], {"noarchive"}),
        ('<meta name="robots" content="noarchive nofollow; noai">', [], {"noarchive", "nofollow", "noai"}),
        ('<meta name="robots" content="max-image-preview: none, max-snippet: none">', [], set()),
    ],
)
def test_directives_for_all_and_for_us_add_up(head: str, headers: list[str], words: set[str]) -> None:
    root = html.fromstring(f"<html><head>{head}</head><body><p>Rain.</p></body></html>")
    assert read_page_directives(root, headers, None, NOW).words == words


@pytest.mark.parametrize(
    ("head", "header", "reserved"),
    [
        ("", None, None),
        ("", "1", True),
        ("", "0", False),
        ("", "yes", None),
        ('<meta name="tdm-reservation" content="1">', None, True),
        ('<meta name="tdm-reservation" content="0">', "1", False),
    ],
)
def test_text_mining_may_be_reserved(head: str, header: str | None, reserved: bool | None) -> None:
    root = html.fromstring(f"<html><head>{head}</head><body></body></html>")
    assert read_page_directives(root, [], header, NOW).tdm_reserved is reserved


def test_groups_of_ai_crawlers_are_read_where_they_are_named() -> None:
    text = b"User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /news/\n\nUser-agent: *\nDisallow: /private/\n"
    groups = ai_groups(text)
    assert len(groups) == 2
    assert not any(group.allows("https://example.org/news/a") for group in groups)
    assert all(group.allows("https://example.org/private/a") for group in groups)
    assert ai_groups(b"User-agent: *\nDisallow: /") == ()


@pytest.mark.parametrize(
    ("signal", "is_kept"),
    [
        ("search=yes,ai-train=no", True),
        ("AI-Input = No", True),
        ("search=no, ai-train=yes, ai-input=yes", False),
        ("ai-train=north", False),
        ("", False),
    ],
)
def test_a_content_signal_keeps_all_from_models(signal: str, is_kept: bool) -> None:
    text = f"User-agent: other\nContent-Signal: ai-train=no\n\nUser-agent: *\nContent-Signal: {signal}\nAllow: /"
    assert [rules.allows("https://example.org/a") for rules in ai_groups(text.encode())] == [False] * is_kept


def test_the_longest_location_of_a_tdm_file_decides() -> None:
    rules = read_tdm_file(
        b'[{"location": "/*", "tdm-reservation": 1}, {"location": "/free/*", "tdm-reservation": 0}, 7, {"location": 1}]'
    )
    assert not rules.allows("https://example.org/a")
    assert rules.allows("https://example.org/free/a")
    assert read_tdm_file(b"{}").allows("https://example.org/a")


@given(st.text(max_size=200), st.binary(max_size=200))
def test_nothing_raises(value: str, body: bytes) -> None:
    read_page_directives(None, [value, f"unavailable_after: {value}"], value, NOW)
    read_tdm_file(body)
    ai_groups(body)
