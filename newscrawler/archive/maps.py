"""Records in other projects' words, for readers that were made for those: `scrapy export --map NAME`.

A map is told as a table, target's field ← ours, and a function for what is more than a name. What the target has no
word for is left out; what we do not know is null or absent as the target does it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from newscrawler.archive.parquet import day_of

Record = dict[str, Any]


def to_zyte(record: Record) -> Record:
    """As zyte-common-items' `Article` has it (camelCase; what is not known is absent).

    As that says of itself: `url` is the address that answered, `datePublished` is the date of change where no other
    is known, times have seconds, and an instant its offset.
    """
    images = [{"url": image["url"]} for image in record["images"]]
    published = record["date_published"] or record["date_modified"]
    language = (record["language"] or "").partition("-")[0].lower()
    return _known(
        {
            "url": record["final_url"] or record["url"],
            "headline": record["title"],
            "datePublished": _with_time(published),
            "datePublishedRaw": record["date_published_raw"] or published,
            "dateModified": _with_time(record["date_modified"]),
            "dateModifiedRaw": record["date_modified"],
            "authors": [{"name": name, "nameRaw": name} for name in record["authors"]],
            "breadcrumbs": [{"name": name} for name in record["sections"]],
            "inLanguage": language if len(language) == 2 else None,  # ISO 639-1
            "mainImage": images[0] if images else None,
            "images": images,
            "description": record["standfirst"],
            "articleBody": record["body"],
            "canonicalUrl": record["canonical_url"],
            "metadata": _known({"dateDownloaded": record["fetched_at"]}) or None,
        }
    )


def to_trafilatura(record: Record) -> Record:
    """As trafilatura's JSON output has it (with metadata); what is not known is null, or empty where it is there."""
    day, seen = day_of(record["date_published"]), day_of(record["fetched_at"])
    body = record["body"] or ""
    address = record["url"] or ""
    host = (urlsplit(address).hostname or "").removeprefix("www.") or None
    return {
        "title": record["title"],
        "author": "; ".join(record["authors"]) or None,
        "hostname": host,
        "date": day.isoformat() if day else None,
        "fingerprint": None,  # a hash of trafilatura's own
        "id": record["id"],
        "license": None,
        "comments": "",
        "raw_text": " ".join(body.split()),
        "text": body.replace("\n\n", "\n"),
        "language": (record["language"] or "").partition("-")[0].lower() or None,
        "image": record["images"][0]["url"] if record["images"] else None,
        "pagetype": None,  # the page's own word, which the record does not keep
        "filedate": seen.isoformat() if seen else None,
        "source": record["url"],
        "source-hostname": record["site_name"] or host,
        "excerpt": record["standfirst"],
        "categories": ";".join(record["sections"]),
        "tags": ";".join(record["tags"]),
    }


SCHEMA_ORG_TYPES = {
    "opinion": "OpinionNewsArticle",
    "review": "ReviewNewsArticle",
    "live_blog": "LiveBlogPosting",
}
"""`kind` → schema.org's type; every other is a `NewsArticle`."""


def to_schema_org(record: Record) -> Record:
    """As schema.org's `NewsArticle` in JSON-LD; what is not known is absent."""
    return _known(
        {
            "@context": "https://schema.org",
            "@type": SCHEMA_ORG_TYPES.get(record["kind"], "NewsArticle"),
            "identifier": record["id"],
            "version": record["version"],
            "url": record["url"],
            "mainEntityOfPage": record["canonical_url"],
            "headline": record["title"],
            "description": record["standfirst"],
            "author": [{"@type": "Person", "name": name} for name in record["authors"]],
            "articleSection": record["sections"],
            "keywords": record["tags"],
            "inLanguage": record["language"],
            "publisher": {"@type": "Organization", "name": record["site_name"]} if record["site_name"] else None,
            "datePublished": record["date_published"],
            "dateModified": record["date_modified"],
            "isAccessibleForFree": record["is_accessible_for_free"],
            "image": [_image_object(image) for image in record["images"]],
            "articleBody": record["body"],
            "sdDatePublished": record["fetched_at"],
        }
    )


MAPS: dict[str, Callable[[Record], Record]] = {
    "schema.org": to_schema_org,
    "trafilatura": to_trafilatura,
    "zyte": to_zyte,
}

COLUMNS: dict[str, tuple[str, ...]] = {
    "schema.org": (
        *("@context", "@type", "identifier", "version", "url", "mainEntityOfPage", "headline", "description"),
        *("author", "articleSection", "keywords", "inLanguage", "publisher", "datePublished", "dateModified"),
        *("isAccessibleForFree", "image", "articleBody", "sdDatePublished"),
    ),
    "trafilatura": (
        *("title", "author", "hostname", "date", "fingerprint", "id", "license", "comments", "raw_text", "text"),
        *("language", "image", "pagetype", "filedate", "source", "source-hostname", "excerpt", "categories", "tags"),
    ),
    "zyte": (
        *("url", "headline", "datePublished", "datePublishedRaw", "dateModified", "dateModifiedRaw", "authors"),
        *("breadcrumbs", "inLanguage", "mainImage", "images", "description", "articleBody", "canonicalUrl"),
        "metadata",
    ),
}
"""Map → all fields that it may give, in their order: the columns of a CSV file."""


def _image_object(image: Record) -> Record:
    said = {"url": image["url"], "caption": image["caption"], "creditText": image["credit"]}
    return {"@type": "ImageObject", **_known(said)}


def _known(said: Record) -> Record:
    return {name: value for name, value in said.items() if value not in (None, [])}


def _with_time(words: str | None) -> str | None:
    """With seconds and the offset that it has; a day alone is its first moment, on a clock that is not known.

    >>> _with_time("2026-01-12T07:30:00.5+00:00"), _with_time("2026-01-12T07:30"), _with_time("2026-01-12")
    ('2026-01-12T07:30:00Z', '2026-01-12T07:30:00', '2026-01-12T00:00:00')
    """
    try:
        return datetime.fromisoformat(words or "").isoformat(timespec="seconds").replace("+00:00", "Z")
    except ValueError:
        day = day_of(words)
        return f"{day.isoformat()}T00:00:00" if day else None
