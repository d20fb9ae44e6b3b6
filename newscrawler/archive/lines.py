"""A line read back as the Article it was written from, in today's form of the record, or a part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from newscrawler import items
from newscrawler.items import SCHEMA_VERSION, Article, Part, WarcPointer

_PARTS = {"blocks": "Block", "removed": "Removed", "images": "Image", "same_as": "SameAs", "parts": "Part"}
"""Fields that are lists of objects, and what these are."""


def article_of(record: Mapping[str, Any]) -> Article:
    """The Article of one line; what an older form did not have is missing, what a newer one added is left out."""
    known = {name: record[name] for name in _names(Article) if name in record}
    for name, kind in _PARTS.items():
        if name in known:
            known[name] = [_made(getattr(items, kind), value) for value in known[name] or ()]
    if known.get("warc"):
        known["warc"] = pointer_of(known)
    known["schema_version"] = SCHEMA_VERSION
    return Article(**known)


def pointer_of(record: Mapping[str, Any]) -> WarcPointer | None:
    """Where a line says that its capture lies."""
    return _made(WarcPointer, record["warc"]) if record["warc"] else None


def parts_of(record: Mapping[str, Any]) -> list[Part]:
    """An article's further pages, as its line names them."""
    return [_made(Part, value) for value in record.get("parts") or ()]


def _made(cls: Any, value: Mapping[str, Any]) -> Any:
    known = {name: value[name] for name in _names(cls) if name in value}
    if known.get("warc"):
        known["warc"] = WarcPointer(**known["warc"])
    return cls(**known)


def _names(cls: Any) -> list[str]:
    return [field.name for field in fields(cls)]
