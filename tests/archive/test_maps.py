"""Records in other projects' words: their own field names, and nothing invented."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from newscrawler.archive.maps import COLUMNS, MAPS
from newscrawler.items import Article, Block, Image, body_text

ZYTE = {
    *("headline", "datePublished", "datePublishedRaw", "dateModified", "dateModifiedRaw", "authors", "breadcrumbs"),
    *("inLanguage", "mainImage", "images", "description", "articleBody", "articleBodyHtml", "videos", "audios"),
    *("canonicalUrl", "url", "metadata"),
}
"""Fields of zyte-common-items' `Article` (0.29)."""
TRAFILATURA = {
    *("title", "author", "hostname", "date", "fingerprint", "id", "license", "comments", "raw_text", "text"),
    *("language", "image", "pagetype", "filedate", "source", "source-hostname", "excerpt", "categories", "tags"),
}
"""Keys of trafilatura's JSON output with metadata (2.3)."""
SCHEMA_ORG = {
    *("@context", "@type", "identifier", "version", "url", "mainEntityOfPage", "headline", "description", "author"),
    *("articleSection", "keywords", "inLanguage", "publisher", "datePublished", "dateModified"),
    *("isAccessibleForFree", "image", "articleBody", "sdDatePublished"),
}
"""Properties of schema.org's `NewsArticle` that a record can tell."""


def record(**fields: Any) -> dict[str, Any]:
    blocks = [Block(kind="paragraph", text="It rained."), Block(kind="paragraph", text="Then it did not.")]
    known: dict[str, Any] = {
        "id": "0" * 20,
        "url": "https://www.example.org/rain",
        "final_url": "https://www.example.org/rain?utm_source=x",
        "title": "Rain",
        "authors": ["Ada Ferry", "Ben Moss"],
        "sections": ["News", "Weather"],
        "tags": ["rain", "piers"],
        "language": "en-GB",
        "site_name": "The Pier",
        "date_published": "2026-01-12T07:30:00+08:00",
        "fetched_at": "2026-02-10T12:00:00Z",
        "is_accessible_for_free": False,
        "images": [Image(url="https://example.org/a.jpg", caption="A pier")],
        "blocks": blocks,
        "body": body_text(blocks),
        **fields,
    }
    return dataclasses.asdict(Article(**known))


def bare() -> dict[str, Any]:
    return dataclasses.asdict(Article())


@pytest.mark.parametrize(("name", "fields"), [("zyte", ZYTE), ("trafilatura", TRAFILATURA), ("schema.org", SCHEMA_ORG)])
def test_the_fields_are_the_targets_own(name: str, fields: set[str]) -> None:
    full = record(kind="opinion", standfirst="Wet.", date_modified="2026-01-13", canonical_url="https://example.org/r")
    assert set(COLUMNS[name]) <= fields
    for one in (full, record(), bare()):
        assert set(MAPS[name](one)) <= set(COLUMNS[name])
    assert len(MAPS[name](full)) >= 15


def test_zyte() -> None:
    said = MAPS["zyte"](record(date_modified="2026-01-13"))
    assert said["url"] == "https://www.example.org/rain?utm_source=x"  # the address that answered
    assert (said["datePublished"], said["dateModified"]) == ("2026-01-12T07:30:00+08:00", "2026-01-13T00:00:00")
    assert said["authors"][1] == {"name": "Ben Moss", "nameRaw": "Ben Moss"}
    assert said["breadcrumbs"] == [{"name": "News"}, {"name": "Weather"}]
    assert (said["inLanguage"], said["mainImage"]) == ("en", {"url": "https://example.org/a.jpg"})
    assert said["articleBody"] == "It rained.\n\nThen it did not."
    assert MAPS["zyte"](bare()) == {}


def test_trafilatura() -> None:
    said = MAPS["trafilatura"](record())
    assert (said["author"], said["date"], said["hostname"]) == ("Ada Ferry; Ben Moss", "2026-01-12", "example.org")
    assert (said["categories"], said["tags"]) == ("News;Weather", "rain;piers")
    assert said["text"] == "It rained.\nThen it did not."
    assert set(MAPS["trafilatura"](bare())) == TRAFILATURA


def test_schema_org() -> None:
    said = MAPS["schema.org"](record())
    assert (said["@type"], said["isAccessibleForFree"]) == ("NewsArticle", False)
    assert said["author"][0] == {"@type": "Person", "name": "Ada Ferry"}
    assert said["image"] == [{"@type": "ImageObject", "url": "https://example.org/a.jpg", "caption": "A pier"}]
    assert MAPS["schema.org"](record(kind="review"))["@type"] == "ReviewNewsArticle"
