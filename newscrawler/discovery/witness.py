"""What a channel said of an article, as a witness for the fields that its page does not tell.

The page comes first. A sitemap's `lastmod` is no witness for the date of change: many sites move it with every
comment or new template. It serves to leave out what cannot be of the days that are asked for.
"""

from __future__ import annotations

from typing import Any

from newscrawler.extraction.local_days import days_of
from newscrawler.items import Article


def fill_in(article: Article, told: dict[str, Any]) -> None:
    """Give `article` what `told` (of `entries.told_by`) knows and the page does not say, with its source's name.

    Where several channels told of it (`also`), each gives what those before it do not know.
    """
    _fill_in(article, told)
    for other in told.get("also") or ():
        _fill_in(article, other)


def _fill_in(article: Article, told: dict[str, Any]) -> None:
    source = str(told.get("source") or "")
    if not source:
        return
    for name, value in _facts(article, told, source).items():
        if value and (not getattr(article, name) or (name == "date_published" and _is_finer(article, value))):
            setattr(article, name, value)
            article.sources[name] = source
            if name == "date_published":
                article.date_published_raw = value
            elif name == "sections":
                article.section = value[0]
                article.sources["section"] = source


def _facts(article: Article, told: dict[str, Any], source: str) -> dict[str, Any]:
    known = {name.casefold() for name in (*article.sections, article.title or "")}
    tags = [tag for tag in told.get("tags", []) if tag.casefold() not in known]
    return {
        "title": told.get("title"),
        "date_published": told.get("published"),
        "date_modified": told.get("modified") if source != "sitemap" else None,
        "language": told.get("language"),
        "authors": list(told.get("authors", [])),
        "sections": list(told.get("sections", [])),
        "tags": tags if source != "sitemap" else [],
    }


def _is_finer(article: Article, instant: str) -> bool:
    """Whether the page tells the day alone, in its address, and the channel the hour of that very day."""
    day = article.date_published or ""
    return len(day) == 10 < len(instant) and article.sources.get("date_published") == "url" and day in days_of(instant)
