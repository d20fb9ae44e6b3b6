"""The site's index pages: home, section fronts, tags, authors, each in pages of ten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from newscrawler.demo_site.calendar import changes_on
from newscrawler.demo_site.json_ld import author_slug
from newscrawler.demo_site.markup import tag_slug
from newscrawler.demo_site.plan import Edition, lineage, section_path
from newscrawler.demo_site.story import Markup, Story
from newscrawler.demo_site.vocabulary import AGENCY, AUTHORS, SECTIONS, SITE_NAME

PAGE_SIZE = 10
"""Articles on one page of an index."""

_PAGED = re.compile(r"(.*/)page/(\d{1,5})/?")


@dataclass(frozen=True, slots=True)
class Index:
    """One index with all its stories, newest first."""

    title: str
    stories: tuple[Story, ...]
    css: str
    """Classes of its `body`."""
    markup: Markup = "classic"
    filters: bool = False
    """Does it offer `?filter_by=`."""

    @property
    def pages(self) -> int:
        """How many pages it has, at least one."""
        return max(1, -(-len(self.stories) // PAGE_SIZE))

    def shown(self, page: int) -> tuple[Story, ...]:
        """The stories on page `page` (1, 2, …)."""
        return self.stories[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]

    def modified(self, edition: Edition) -> datetime:
        """When the index last changed; on a day of changes not before them, since a story may have gone."""
        newest = max((story.touched for story in self.stories), default=edition.now)
        return max(newest, changes_on(edition.day)) if edition.day > 1 else newest


def paged(path: str) -> tuple[str, int]:
    """An index page's base path and number; a path that misses its last slash has its base with one.

    >>> paged("/category/harbour/page/2/"), paged("/category/harbour")
    (('/category/harbour/', 2), ('/category/harbour/', 1))
    """
    found = _PAGED.fullmatch(path)
    if found:
        return found[1], max(1, int(found[2]))
    return path if path.endswith("/") else f"{path}/", 1


@lru_cache(maxsize=4)
def indexes(edition: Edition) -> dict[str, Index]:
    """Base path → index."""
    return {"/": Index(SITE_NAME, edition.stories, "home blog", "tdb")} | dict(
        (*_sections(edition), *_tags(edition), *_authors(edition))
    )


def _sections(edition: Edition) -> Iterator[tuple[str, Index]]:
    for number, section in enumerate(SECTIONS):
        stories = tuple(story for story in edition.stories if section in lineage(story.section))
        css = f"archive category category-{section.slug} category-{11 + number}"
        markup: Markup = "tdb" if number % 2 else "classic"
        yield f"/category{section_path(section.slug)}/", Index(section.name, stories, css, markup, filters=True)


def _tags(edition: Edition) -> Iterator[tuple[str, Index]]:
    by_tag: dict[str, list[Story]] = {}
    for story in edition.stories:
        for tag in story.tags:
            by_tag.setdefault(tag, []).append(story)
    for tag, stories in by_tag.items():
        yield f"/tag/{tag_slug(tag)}/", Index(tag, tuple(stories), f"archive tag tag-{tag_slug(tag)}")


def _authors(edition: Edition) -> Iterator[tuple[str, Index]]:
    for name, _ in (*AUTHORS, AGENCY):
        stories = tuple(story for story in edition.stories if name in story.authors)
        yield f"/author/{author_slug(name)}/", Index(name, stories, f"archive author author-{author_slug(name)}")
