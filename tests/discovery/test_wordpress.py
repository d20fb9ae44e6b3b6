"""WordPress' REST interface: asked and read, refused and broken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawler.discovery.wordpress import Label, page_in, posts_url, read_posts, read_terms, terms_url

HOME = "https://pier.example"
ROOT = f"{HOME}/wp-json/"
AT = posts_url(ROOT)
LABELS = {3: Label("Business", 0), 4: Label("Shipping", 3), 5: Label("Opinion", 0)}
POST: dict[str, Any] = {
    "id": 7, "date": "2026-02-01T22:30:00", "date_gmt": "2026-02-01T14:30:00", "modified": "2026-02-02T01:00:00",
    "modified_gmt": "2026-02-01T17:00:00", "link": f"{HOME}/business/shipping/2026/02/01/boats", "status": "publish",
    "title": {"rendered": "Boats &#8211; <em>counted</em> [gallery ids=&quot;1,2&quot;]"},
    "content": {"rendered": "[vc_row][vc_column]<p>Text</p>[/vc_column][/vc_row]"}, "categories": [5, 4, 3],
    "lang": "en",
}  # fmt: skip


def read(*rows: Any, total: int | None = None, pages: int | None = None, url: str = AT) -> Any:
    headers = {"x-wp-total": str(total), "x-wp-totalpages": str(pages)} if total is not None else {}
    return read_posts(json.dumps(rows).encode(), url, labels=LABELS, headers=headers)


def test_a_post() -> None:
    listing = read(POST, total=1, pages=1)
    (entry,) = listing.entries
    assert entry.url == POST["link"]
    assert entry.title == "Boats – counted"
    assert entry.published == "2026-02-01T22:30:00+08:00"
    assert entry.modified == "2026-02-02T01:00:00+08:00"
    assert entry.sections == ("Business", "Shipping")
    assert (entry.language, entry.is_article) == ("en", True)
    assert (listing.total, listing.further, listing.notes) == (1, [], [])


@pytest.mark.parametrize(
    ("stated", "instant"),
    [
        ({"date": "2026-02-01T10:00:00", "date_gmt": "2026-02-01T10:00:00"}, "2026-02-01T10:00:00Z"),
        ({"date": "2026-02-01T10:00:00", "date_gmt": "2026-02-01T04:30:00"}, "2026-02-01T10:00:00+05:30"),
        ({"date": "2026-02-01T10:00:00", "date_gmt": "2026-02-01T15:00:00"}, "2026-02-01T10:00:00-05:00"),
        ({"date": "2026-02-01T10:00:00"}, "2026-02-01T10:00:00"),
        ({"date_gmt": "2026-02-01T10:00:00"}, "2026-02-01T10:00:00Z"),
        ({"date": "2026-02-01T10:00:00", "date_gmt": "0000-00-00T00:00:00"}, "2026-02-01T10:00:00"),
        ({"date": "2026-02-01T10:00:00", "date_gmt": "2025-02-01T10:00:00"}, "2025-02-01T10:00:00Z"),
        ({"date": 7, "date_gmt": "soon"}, None),
        ({}, None),
    ],
)
def test_two_clocks_give_the_offset(stated: dict[str, Any], instant: str | None) -> None:
    (entry,) = read({"link": "/a", **stated}).entries
    assert entry.published == instant


def test_pages_to_the_end_by_the_total() -> None:
    url, seen = AT, []
    for _ in range(10):
        listing = read(POST, total=250, pages=3, url=url)
        seen.append(page_in(url))
        if not listing.further:
            break
        url = listing.further[0].url
    assert seen == [1, 2, 3]


def test_pages_to_the_end_without_a_total() -> None:
    assert read(*[POST] * 100).further != []
    assert read(*[POST] * 99).further == []
    assert read(url=posts_url(ROOT, page=5)).further == []


REFUSED = {
    b'{"code": "rest_forbidden", "message": "Sorry"}': "refused: rest_forbidden",
    b'{"code": "rest_post_invalid_page_number"}': "refused: rest_post_invalid_page_number",
    b"{}": "refused: no list",
    b"<!doctype html><html></html>": "no JSON",
    b"": "no JSON",
    b"null": "no JSON",
    b"[" * 100_000: "no JSON",
}


@pytest.mark.parametrize(("body", "note"), REFUSED.items())
def test_refused(body: bytes, note: str) -> None:
    listing = read_posts(body, AT)
    assert listing.says_nothing
    assert listing.notes == [note]
    assert read_terms(body) == {}


def test_a_warning_of_php_before_the_answer() -> None:
    body = b"<br />\n<b>Warning</b>: something in /srv/x.php\n" + json.dumps([POST]).encode()
    assert len(read_posts(body, AT).entries) == 1


def test_what_is_no_post_of_this_site_is_left_alone() -> None:
    rows = [
        {"link": ""},
        {"link": 7},
        {},
        "x",
        None,
        {"link": "javascript:x"},
        {"link": f"{HOME}/d", "status": "draft"},
    ]
    assert read(*rows).entries == []


def test_labels() -> None:
    rows = [
        {"id": 3, "name": "Arts &amp; Crafts", "parent": 0}, {"id": 4, "name": "Tin", "parent": 3},
        {"id": "5", "name": "No number"}, {"id": 6, "name": ""}, 9,
    ]  # fmt: skip
    assert read_terms(json.dumps(rows).encode()) == {3: Label("Arts & Crafts", 0), 4: Label("Tin", 3)}
    circle = {1: Label("A", 2), 2: Label("B", 1)}
    (entry,) = read_posts(json.dumps([POST | {"categories": [1]}]).encode(), AT, labels=circle).entries
    assert set(entry.sections) == {"A", "B"}


def test_addresses() -> None:
    assert terms_url(ROOT).startswith(f"{ROOT}wp/v2/categories?per_page=100&")
    assert posts_url(f"{HOME}/?rest_route=/").startswith(f"{HOME}/?rest_route=/wp/v2/posts&per_page=100")
    changed = posts_url(ROOT, modified_after="2026-02-01T00:00:00", page=2)
    assert "orderby=modified" in changed
    assert page_in(changed) == 2


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*POST, "x"]), inner, max_size=6),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(JSON_VALUES)
def test_any_json_is_survived(value: Any) -> None:
    for answer in (value, [value], [POST, value]):
        body = json.dumps(answer).encode()
        read_terms(body)
        assert all(entry.url.startswith("http") for entry in read_posts(body, AT, labels=LABELS).entries)
