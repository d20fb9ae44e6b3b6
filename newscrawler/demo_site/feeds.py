"""robots.txt, sitemaps and RSS of an edition: what the site tells crawlers without being walked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from newscrawler.demo_site.calendar import local, long_date
from newscrawler.demo_site.markup import bare_html
from newscrawler.demo_site.plan import Edition, lineage, path_of, section_path
from newscrawler.demo_site.sidelines import ROBOTS_RULES
from newscrawler.demo_site.story import Story
from newscrawler.demo_site.vocabulary import SECTIONS, SITE_NAME

CRAWL_DELAY = 0.02
"""Seconds, as robots.txt asks."""

SITEMAP_SIZE = 60
"""Articles a post sitemap, so that the full site has three."""

FEED_SIZE = 10
_FRESH = timedelta(hours=48)  # what a news sitemap may hold
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def robots(home: str, without: frozenset[str]) -> str:
    """robots.txt."""
    lines = ["# The Quillhaven Courier asks crawlers to be gentle.", "User-agent: *", *ROBOTS_RULES]
    lines += [f"Crawl-delay: {CRAWL_DELAY}", "", "User-agent: GreedyBot", "Disallow: /", ""]
    if "sitemaps" not in without:
        lines.append(f"Sitemap: {home}/sitemap_index.xml")
        if "news_sitemap" not in without:
            lines.append(f"Sitemap: {home}/news-sitemap.xml")
    return "\n".join(lines) + "\n"


def sitemap_pages(edition: Edition) -> list[list[Story]]:
    """The stories of each post sitemap, oldest first, as WordPress plugins order them."""
    oldest_first = sorted(edition.stories, key=lambda story: (story.modified, story.post_id))
    return [oldest_first[start : start + SITEMAP_SIZE] for start in range(0, len(oldest_first), SITEMAP_SIZE)]


def post_sitemap_path(number: int) -> str:
    """Path of post sitemap `number` (1, 2, …).

    >>> post_sitemap_path(1), post_sitemap_path(2)
    ('/post-sitemap.xml', '/post-sitemap2.xml')
    """
    return f"/post-sitemap{number if number > 1 else ''}.xml"


def sitemap_index(edition: Edition, home: str) -> str:
    """`/sitemap_index.xml`."""
    files = [(post_sitemap_path(n), max(s.modified for s in page)) for n, page in enumerate(sitemap_pages(edition), 1)]
    newest = max(modified for _, modified in files)
    files.append(("/category-sitemap.xml", newest))
    rows = "".join(
        f"<sitemap><loc>{home}{path}</loc><lastmod>{local(modified)}</lastmod></sitemap>\n" for path, modified in files
    )
    return f'{_HEAD}<sitemapindex xmlns="{_SITEMAP}">\n{rows}</sitemapindex>\n'


def post_sitemap(stories: Sequence[Story], home: str) -> str:
    """One post sitemap. `lastmod` is what the site says: a silent correction leaves it alone."""
    rows = "".join(
        f"<url><loc>{home}{path_of(story)}</loc><lastmod>{local(story.modified)}</lastmod>"
        f"<image:image><image:loc>{home}{story.pictures[0].path}</image:loc></image:image></url>\n"
        for story in stories
    )
    spaces = f'xmlns="{_SITEMAP}" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    return f"{_HEAD}<urlset {spaces}>\n{rows}</urlset>\n"


def category_sitemap(home: str) -> str:
    """The section fronts."""
    rows = "".join(f"<url><loc>{home}/category{section_path(section.slug)}/</loc></url>\n" for section in SECTIONS)
    return f'{_HEAD}<urlset xmlns="{_SITEMAP}">\n{rows}</urlset>\n'


def fresh(edition: Edition) -> list[Story]:
    """What the news sitemap holds: the last two days."""
    return [story for story in edition.stories if story.published > edition.now - _FRESH]


def news_sitemap(edition: Edition, home: str) -> str:
    """`/news-sitemap.xml`."""
    rows = "".join(
        f"<url><loc>{home}{path_of(story)}</loc><news:news><news:publication><news:name>{SITE_NAME}</news:name>"
        f"<news:language>{story.language[:2]}</news:language></news:publication>"
        f"<news:publication_date>{local(story.published)}</news:publication_date>"
        f"<news:title>{escape(story.title)}</news:title></news:news></url>\n"
        for story in fresh(edition)
    )
    spaces = f'xmlns="{_SITEMAP}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f"{_HEAD}<urlset {spaces}>\n{rows}</urlset>\n"


def rss(title: str, link: str, self_link: str, stories: Sequence[Story], home: str, built: datetime) -> str:
    """RSS 2.0 with the whole text, as WordPress gives it."""
    items = "".join(_item(story, home) for story in stories)
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:atom="http://www.w3.org/2005/Atom"'
    )
    return (
        f'{_HEAD}<rss version="2.0" {spaces}>\n<channel>\n<title>{escape(title)}</title>\n'
        f'<atom:link href="{escape(self_link)}" rel="self" type="application/rss+xml"/>\n<link>{escape(link)}</link>\n'
        f"<description>News from the quay</description>\n<lastBuildDate>{format_datetime(built)}</lastBuildDate>\n"
        f"<language>en-GB</language>\n{items}</channel>\n</rss>\n"
    )


def _item(story: Story, home: str) -> str:
    creators = "".join(f"<dc:creator><![CDATA[{name}]]></dc:creator>" for name in story.authors)
    names = [*(section.name for section in lineage(story.section)), *story.tags]
    categories = "".join(f"<category><![CDATA[{name}]]></category>" for name in names)
    return (
        f"<item><title>{escape(story.title)}</title><link>{home}{path_of(story)}</link>{creators}"
        f"<pubDate>{format_datetime(story.published)}</pubDate>{categories}"
        f'<guid isPermaLink="false">{home}/?p={story.post_id}</guid>'
        f"<description><![CDATA[{escape(story.summary, quote=False)}]]></description>"
        f"<content:encoded><![CDATA[{bare_html(story)}]]></content:encoded></item>\n"
    )


def comments_rss(story: Story, home: str) -> str:
    """The feed of one story's comments: no articles in it."""
    url = home + path_of(story)
    return (
        f'{_HEAD}<rss version="2.0"><channel><title>Comments on: {escape(story.title)}</title><link>{url}</link>'
        f"<description>Since {long_date(story.published)}</description></channel></rss>\n"
    )
