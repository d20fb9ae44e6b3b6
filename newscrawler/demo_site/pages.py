"""Stories → pages: what each template is given. The words of the furniture come from `sidelines`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup

from newscrawler.demo_site import sidelines
from newscrawler.demo_site.calendar import SITE_ZONE, local, long_date, zulu
from newscrawler.demo_site.json_ld import author_slug, statements
from newscrawler.demo_site.markup import content_html, figure, tag_slug
from newscrawler.demo_site.plan import Edition, lineage, path_of, section_path
from newscrawler.demo_site.story import Story
from newscrawler.demo_site.vocabulary import AGENCY, AUTHORS, SECTIONS, SITE_NAME
from newscrawler.demo_site.words import cut

_BIOS = dict((*AUTHORS, AGENCY))
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-"})


@cache
def template(name: str) -> Template:
    """A compiled template; `templates/` is read once."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True)


@dataclass(frozen=True, slots=True)
class Teaser:
    """A story as other pages show it."""

    title: str
    summary: str
    url: str
    section: str
    section_url: str
    author: str
    author_url: str
    datetime: str
    date: str
    picture: str


@dataclass(frozen=True)
class PageMaker:
    """Renders the pages of one edition under one host; what is the same on all of them is rendered once."""

    edition: Edition
    home: str
    """`http://host`."""
    without: frozenset[str] = frozenset()
    """Channels that are switched off: pages do not advertise them."""
    _teasers: dict[int, Teaser] = field(default_factory=dict, repr=False)

    def article(self, story: Story) -> str:
        """The article's page, in its own markup."""
        return template(f"article_{story.markup}.html").render(self._article_context(story))

    def amp(self, story: Story) -> str:
        """Its AMP variant."""
        return template("amp.html").render(self._article_context(story))

    def printable(self, story: Story) -> str:
        """Its print variant."""
        return template("print.html").render(self._article_context(story))

    def front(self, title: str, path: str, stories: Sequence[Story], page: int, pages: int, **more: Any) -> str:
        """Page `page` of `pages` of an index: the home page, a section, a tag, an author. `more`: see the template."""
        teasers = [self.teaser(story) for story in stories]
        return template("front.html").render(
            site=self.site, title=title, path=path, teasers=teasers, page=page, pages=pages,
            numbers=range(max(1, page - 2), min(pages, page + 2) + 1), encoding="UTF-8", language="en-GB",
            forbidden=sidelines.FORBIDDEN_PATHS, soft_404=sidelines.SOFT_404_PATH, **more,
        )  # fmt: skip

    def plain(self, title: str, paragraphs: Sequence[str], *, css: str = "page", **more: Any) -> str:
        """A page that is neither article nor index: imprint, error, calendar, something forbidden."""
        return template("plain.html").render(
            site=self.site, title=title, paragraphs=paragraphs, css=css, encoding="UTF-8", language="en-GB", **more
        )

    @cached_property
    def site(self) -> dict[str, Any]:
        """What every page shows."""
        now = self.edition.now
        degrees, unit, city = sidelines.weather(now)
        shared: dict[str, Any] = {
            "name": SITE_NAME,
            "home": self.home,
            "sections": [(s.name, f"{self.home}/category{section_path(s.slug)}/", s.parent) for s in SECTIONS],
            "without": self.without,
            "dateline": sidelines.dateline(now),
            "degrees": degrees,
            "unit": unit,
            "city": city,
            "words": sidelines,
            "popular": [self.teaser(story) for story in self._of_the_day(5, 5)],
            "tags": self._busy_tags(),
            "year": now.astimezone(SITE_ZONE).year,
        }
        for name in ("menu", "footer", "sidebar"):
            shared[name] = Markup(template(f"{name}.html").render(site=shared))  # noqa: S704 - our own template
        return shared

    def teaser(self, story: Story) -> Teaser:
        """`story` as other pages show it."""
        if story.post_id not in self._teasers:
            section = lineage(story.section)[-1]
            self._teasers[story.post_id] = Teaser(
                title=story.title,
                summary=story.summary,
                url=self.home + path_of(story),
                section=section.name,
                section_url=f"{self.home}/category{section_path(section.slug)}/",
                author=story.authors[0],
                author_url=f"{self.home}/author/{author_slug(story.authors[0])}/",
                datetime=local(story.published),
                date=long_date(story.published),
                picture=story.pictures[0].path,
            )
        return self._teasers[story.post_id]

    def _of_the_day(self, count: int, offset: int) -> list[Story]:
        """`count` stories that change with the day and with `offset`."""
        stories = self.edition.stories
        start = self.edition.day * 11 + offset
        return [stories[(start + 37 * turn) % len(stories)] for turn in range(min(count, len(stories)))]

    def _busy_tags(self) -> list[tuple[str, str]]:
        names = dict.fromkeys(tag for story in self._of_the_day(8, 3) for tag in story.tags)
        return [(name, f"{self.home}/tag/{tag_slug(name)}/") for name in list(names)[:8]]

    def _trending(self, story: Story) -> list[Teaser]:
        """Three teasers for the header of `story`'s page; first one whose summary is this story's own lede."""
        echoes = [other for other in self.edition.stories if other.summary == story.parts[0].text]
        picked = [other for other in (*echoes, *self._of_the_day(5, 0)) if other.post_id != story.post_id]
        return [self.teaser(other) for other in dict.fromkeys(picked)][:3]

    def _article_context(self, story: Story) -> dict[str, Any]:
        stories = self.edition.stories
        place = stories.index(story)
        mates = [other for other in stories if other.section == story.section and other is not story]
        start = (story.post_id + self.edition.day) % max(1, len(mates))
        path = path_of(story)
        crumb = story.title.translate(_STRAIGHT)
        return {
            "site": self.site,
            "story": story,
            "url": self.home + path,
            "path": path,
            "title": story.title,
            "crumb": cut(crumb, 12) if "cut_title" in story.traits else crumb,
            "labels": [
                (s.name, f"{self.home}/category{section_path(s.slug)}/", s.slug) for s in lineage(story.section)
            ],
            "authors": [(name, f"{self.home}/author/{author_slug(name)}/", _BIOS[name]) for name in story.authors],
            "tags": [(tag, f"{self.home}/tag/{tag_slug(tag)}/") for tag in story.tags],
            "content": Markup(content_html(story)),  # noqa: S704 - escaped where it is made
            "lead": Markup(figure(story.pictures[0], "")),  # noqa: S704 - as above
            "json_ld": statements(story, self.home),
            "local_time": local(story.published),
            "utc_time": zulu(story.published),
            "utc_modified": zulu(story.modified) if story.modified != story.published else None,
            "date": long_date(story.published),
            "encoding": story.encoding.upper(),
            "language": story.language,
            "trending": self._trending(story),
            "related": [self.teaser(other) for other in (mates[start:] + mates[:start])[:3]],
            "newer": self.teaser(stories[place - 1]) if place else None,
            "older": self.teaser(stories[place + 1]) if place + 1 < len(stories) else None,
            "comments": sidelines.COMMENTS[: (story.post_id + self.edition.day) % 5],
            "bare_header": "bare_header" in story.traits,
            "no_city": "no_city" in story.traits,
            "lead_outside": "lead_inside" not in story.traits or story.markup == "tdb",
        }
