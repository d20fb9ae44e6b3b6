"""What an article page says about itself in JSON-LD: a NewsArticle (or its like) and a BreadcrumbList."""

from __future__ import annotations

from typing import Any

import orjson
from markupsafe import Markup

from newscrawler.demo_site.calendar import local
from newscrawler.demo_site.plan import lineage, path_of, section_path
from newscrawler.demo_site.story import Story
from newscrawler.demo_site.vocabulary import AGENCY, SITE_NAME

_TYPES = {
    "article": "NewsArticle",
    "opinion": "OpinionNewsArticle",
    "review": "ReviewNewsArticle",
    "live_blog": "LiveBlogPosting",
}


def statements(story: Story, home: str) -> Markup:
    """The page's `application/ld+json`; on pages with the trait `no_json_ld` the breadcrumbs alone."""
    graph = [_breadcrumbs(story, home)]
    if "no_json_ld" not in story.traits:
        graph.insert(0, _article(story, home))
    text = orjson.dumps({"@context": "https://schema.org", "@graph": graph}).decode()
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - JSON without "<" cannot end the script element


def _article(story: Story, home: str) -> dict[str, Any]:
    url = home + path_of(story)
    node: dict[str, Any] = {
        "@type": _TYPES[story.kind],
        "@id": f"{url}#article",
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": story.title,
        "datePublished": local(story.published),
        "dateModified": local(story.modified),
        "author": [_author(name, home) for name in story.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": SITE_NAME, "url": f"{home}/"},
        "articleSection": [section.name for section in lineage(story.section)],
        "keywords": list(story.tags),
        "image": [{"@type": "ImageObject", "url": home + picture.path} for picture in story.pictures],
        "inLanguage": story.language,
        "isAccessibleForFree": story.free is not False,
        "description": story.summary,
    }
    if story.free is False:
        node["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall-prompt"}
    if story.kind == "live_blog":
        node |= _live(story)
    return node


def _author(name: str, home: str) -> dict[str, str]:
    kind = "Organization" if name == AGENCY[0] else "Person"
    return {"@type": kind, "name": name, "url": f"{home}/author/{author_slug(name)}/"}


def _live(story: Story) -> dict[str, Any]:
    updates = [
        {"@type": "BlogPosting", "headline": head.text, "articleBody": words.text}
        for head, words in zip(story.parts, story.parts[1:], strict=False)
        if head.kind == "crosshead"
    ]
    return {
        "coverageStartTime": local(story.published),
        "coverageEndTime": local(story.modified),
        "liveBlogUpdate": updates,
    }


def _breadcrumbs(story: Story, home: str) -> dict[str, Any]:
    steps = [("Home", f"{home}/")]
    steps += [(s.name, f"{home}/category{section_path(s.slug)}/") for s in lineage(story.section)]
    steps.append((story.title, home + path_of(story)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": url}
            for place, (name, url) in enumerate(steps, start=1)
        ],
    }


def author_slug(name: str) -> str:
    """An author's name as part of an address.

    >>> author_slug("Léonie Karrow")
    'leonie-karrow'
    """
    return "-".join(name.lower().replace("é", "e").split())
