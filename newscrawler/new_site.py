"""A new site's files: its spider, its page class, its frozen pages; and what could not be found on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from newscrawler.errors import UsageError
from newscrawler.extraction.document import Document
from newscrawler.pages.base import ArticlePage
from newscrawler.pages.reading import page_class_of
from newscrawler.report.lines import Record

TEMPLATES = Path(__file__).parent / "templates"
_SLUG = re.compile(r"[a-z][a-z0-9_]{1,39}")
LOOKED_FOR = ("title", "authors", "date_published", "section", "tags", "standfirst", "language", "images", "body")


def checked_slug(slug: str) -> str:
    """`slug` if it can name a spider, a module and an archive; UsageError if not."""
    if _SLUG.fullmatch(slug):
        return slug
    raise UsageError(f"{slug!r} cannot name a site: use 2-40 small letters, digits and '_', beginning with a letter")


def class_name(slug: str) -> str:
    """What its classes begin with.

    >>> class_name("lowmoor_times")
    'LowmoorTimes'
    """
    return "".join(part.capitalize() for part in slug.split("_"))


def site_files(slug: str, home: str, hosts: Sequence[str], sample: Document) -> dict[str, str]:
    """The files of a site, path below the package → content. `sample` is one of its article pages."""
    base = page_class_of(sample)
    base = base if base is not ArticlePage and not base.hosts else ArticlePage
    about = {"slug": slug, "name": class_name(slug), "home": home, "hosts": list(hosts)}
    about_base = {"base": base.__name__, "base_module": base.__module__, "knows": base is not ArticlePage}
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 - Python source; what comes from outside is put in by `repr`
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
    )
    environment.filters["repr"] = repr
    return {
        f"{room}/{slug}.py": environment.get_template(f"{template}.py.jinja").render(about | about_base)
        for room, template in (("spiders", "spider"), ("pages", "page"))
    }


def not_found(articles: Sequence[Record], report: Record) -> list[str]:
    """What a person should look for, in sentences."""
    told = []
    for name in LOOKED_FOR:
        have = sum(bool(article.get(name)) for article in articles)
        if have < len(articles):
            told.append(f"{name}: found in {have or 'none'} of {len(articles)}")
    kinds = {str(channel.get("channel")) for channel in report.get("channels") or () if channel.get("articles")}
    if not kinds - {"links"}:
        told.append("no sitemap, feed or REST names articles: they are found by links alone, which takes more requests")
    doubtful = [article for article in articles if _confidence(article) < 0.5]
    told += [f"{article.get('url')}: the body is doubtful ({_confidence(article):.2f})" for article in doubtful]
    return told


def best_articles(articles: Sequence[Record], count: int) -> list[Record]:
    """Those that a test is best made of: with a body the reading is sure of, most fields, and not too long."""

    def worth(article: Record) -> tuple[Any, ...]:
        have = sum(bool(article.get(name)) for name in LOOKED_FOR)
        return (bool(article.get("body")), round(_confidence(article), 1), have, -len(article.get("body") or ""))

    return sorted(articles, key=worth, reverse=True)[:count]


def _confidence(article: Record) -> float:
    value = (article.get("confidence") or {}).get("body", 1.0)
    return float(value) if isinstance(value, int | float) else 0.0
