"""Article pages of the WordPress theme Newspaper by tagDiv, versions 6.1 to 12.7, by their classes.

Two families of markup, both of which occur on one site: *classic* templates of the theme (`.td-post-…`), and *tdb*,
templates that the site's own people built with its Cloud Library (`.tdb-…`). Either way there is one `article`
element, and in it once the content. Related stories lie in it too, with titles, authors and dates of their own:
what stands in a module (`.td_module_wrap`) is never the article's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import cached_property
from itertools import islice
from typing import ClassVar
from urllib.parse import urlsplit

from lxml import etree

from newscrawler.extraction.blocks import Furniture, PageImage
from newscrawler.extraction.document import Document
from newscrawler.extraction.holding import held
from newscrawler.extraction.images import read_images
from newscrawler.items import Image
from newscrawler.pages.base import ArticlePage, text_of, texts_of
from newscrawler.pages.tagdiv_furniture import FURNITURE

TITLE = "h1.entry-title, h1.tdb-title-text"
SUBTITLE = ".td-post-sub-title, .tdb_single_subtitle"
CONTENT = "div.td-post-content"
CLOUD_CONTENT = ".tdb_single_content .tdb-block-inner"
AUTHOR = ".td-post-author-name a, a.tdb-author-name"
DATE = ".td-post-date time, .tdb_single_date time"
MODIFIED = ".tdb_single_modified_date time, .td-post-modified-date time"
LABELS = "ul.td-category a, a.tdb-entry-category"
TAGS = ".td-post-source-tags ul.td-tags a, .tdb_single_tags ul.tdb-tags a"
LEAD_IMAGE = ".td-post-featured-image img, .tdb_single_featured_image img"

_BODY_CLASSES = ("td-", "td_", "tdb-", "tdb_", "tdc-", "global-block-template", "single_template")
_TITLES = frozenset({"entry-title", "tdb-title-text"})
_TRAILS = frozenset({"entry-crumbs", "tdb-breadcrumbs"})
_OTHERS = frozenset("td_module_wrap td_block_related_posts tdb_single_related td-related-row".split())


class TagDivPage(ArticlePage):
    """One article page of the theme."""

    furniture: ClassVar[tuple[Furniture, ...]] = FURNITURE
    container_holds_more: ClassVar[bool] = True

    @classmethod
    def recognises(cls, document: Document) -> bool:
        """By the classes of `body`, then by the title's. The content may be missing: some sites fill it by script."""
        body = next(document.root.iterchildren("body"), None) if document.root is not None else None
        if body is None or not any(name.startswith(_BODY_CLASSES) for name in (body.get("class") or "").split()):
            return False
        return _title_in(body) is not None

    def scope(self) -> etree._Element:
        """The article, so that menus, sidebars and the page's header are out of sight."""
        return self.article

    @cached_property
    def article(self) -> etree._Element:
        """The `article` around the title; the whole page where a site's own template has none."""
        title = _title_in(self.root)
        outer = next(title.iterancestors("article"), None) if title is not None else None
        return outer if outer is not None else self.root

    def own(self, selector: str) -> list[etree._Element]:
        """Elements for `selector` that are not part of another story's teaser."""
        return [element for element in self.all(selector) if not self._in_teaser(element)]

    def _in_teaser(self, element: etree._Element) -> bool:
        for box in element.iterancestors():
            if box is self.article:
                return False
            if not _OTHERS.isdisjoint((box.get("class") or "").split()):
                return True
        return False

    # --- fields

    def title(self) -> str | None:
        """Classic or cloud, never both."""
        return text_of(self.one(TITLE))

    def standfirst(self) -> str | None:
        """The subtitle."""
        return text_of(next(iter(self.own(SUBTITLE)), None))

    def authors(self) -> list[str]:
        """The byline under the title; the author box below repeats it."""
        return texts_of(self.own(AUTHOR))

    def date_published(self) -> str | None:
        """Site-local, with its offset. A theme option shows the day of the last change in its place."""
        shown = self._shown_date()
        return None if self._is_change(shown) else self._with_true_offset(shown)

    def date_modified(self) -> str | None:
        """Where the page shows it."""
        for time in self.own(MODIFIED):
            return time.get("datetime") or text_of(time)
        shown = self._shown_date()
        return shown if self._is_change(shown) else None

    def sections(self) -> list[str]:
        """The crumbs' path, outermost first, then labels that are not on it (an article may have several)."""
        labels = texts_of(self.own(LABELS))
        return list(dict.fromkeys([*self._crumbs(), *labels]))

    def tags(self) -> list[str]:
        """The list may stand over and under the text."""
        return texts_of(self.all(TAGS))

    def images(self) -> list[Image]:
        """The lead picture; of its copies for other screen sizes the first."""
        return read_images(self.document, [PageImage(image, 0) for image in self.own(LEAD_IMAGE)])[:1]

    def container(self) -> etree._Element | None:
        """In cloud templates the inner block: the outer one also holds what other blocks add. Without a content
        element the article itself, so that what stands around it is not taken for its text.
        """
        cloud = self.own(CLOUD_CONTENT)
        if cloud:
            return cloud[0]
        content = self.maybe(CONTENT)
        return content if content is not None or self.article is self.root else self.article

    # --- parts of fields

    def _shown_date(self) -> str | None:
        for time in self.own(DATE):
            return time.get("datetime") or text_of(time)
        return None

    def _is_change(self, shown: str | None) -> bool:
        """Whether the date shown is the one that the head calls the last change, and not that of publication."""
        instant = _instant(shown)
        published, modified = (_instant(self._stated(f"article:{name}_time")) for name in ("published", "modified"))
        return instant is not None and published is not None and instant == modified != published

    def _with_true_offset(self, shown: str | None) -> str | None:
        """Older versions label the local time "+00:00"; by the head's date in UTC the true offset shows.

        `2022-01-25T13:02:53+00:00` beside `article:published_time` of `12:02:53+00:00` is `13:02:53+01:00`.
        """
        local, true = _instant(shown), _instant(self._stated("article:published_time"))
        if local is None or true is None or local.utcoffset():
            return shown
        ahead = local - true
        if not ahead or abs(ahead) > timedelta(hours=14) or ahead % timedelta(minutes=15):
            return shown
        return local.replace(tzinfo=timezone(ahead)).isoformat()

    def _stated(self, name: str) -> str | None:
        head = self.root.find("head")
        for meta in head.iter("meta") if head is not None else ():
            if meta.get("property") == name:
                return meta.get("content")
        return None

    def _crumbs(self) -> list[str]:
        """Names on the trail but for the home page's, which an option leaves out. It may stand outside the article."""
        for trail in _trails(self.root):
            links = [link for link in islice(trail.iter("a"), 10) if not self._leads_home(link)]
            return [name for name in map(text_of, links) if name]
        return []

    def _leads_home(self, link: etree._Element) -> bool:
        url = self.document.join(link.get("href"))
        return url is not None and not urlsplit(url).path.strip("/")


def _title_in(root: etree._Element) -> etree._Element | None:
    for heading in held(root.iter("h1")):
        if not _TITLES.isdisjoint((heading.get("class") or "").split()):
            return heading
    return None


def _trails(root: etree._Element) -> Iterator[etree._Element]:
    for box in held(root.iter("div")):
        if not _TRAILS.isdisjoint((box.get("class") or "").split()):
            yield box


def _instant(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo is not None else None
