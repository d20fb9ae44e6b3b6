"""Which element of the page shows the title: the one that the titles stated in the head bear out best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from newscrawler.extraction.json_ld import Node, plain, text_in
from newscrawler.extraction.page_scan import PageScan, text_of
from newscrawler.extraction.site_names import SiteNames
from newscrawler.extraction.words import Witness, key_of, likeness

_TITLE_METAS = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "title",
    "headline",
)
_LIKE_ENOUGH = 0.5
"""What a heading and a title of the head must have in common to be the same headline in two versions."""
_ALIKE = 0.8
"""The same for elements that are no first-level heading."""
_OF_SEVERAL = 0.2
"""The same where one of several first-level headings must be the one."""
_SHORT = 12
"""Characters below which a heading that nothing bears out is rather a section's label."""
_LONGEST = 400
_MOST = 20
"""First-level headings that are looked at."""
_PLAIN_TAGS = ("td", "div", "p", "span", "font", "b", "strong", "center", "h3", "h4", "dt", "th", "a", "legend")
_PLAIN_REACH, _PLAIN_CHARS = 1500, 60_000
"""Elements searched for a title on a page without headings, and characters of text that are compared with it."""


def stated_titles(scan: PageScan, article: Node, site: SiteNames) -> list[Witness]:
    """What JSON-LD, metas and microdata, else `<title>`, call the article, without the site's name."""
    found: dict[str, Witness] = {}
    for source, text in _stated(scan, article):
        title = site.without(text)
        if title and title not in found:
            found[title] = Witness(source, title)
    if not found and scan.title:
        title = site.without(scan.title, guess=True)
        found[title] = Witness("html", title)
    return [one for one in found.values() if len(one.value) > 1]


def _stated(scan: PageScan, article: Node) -> Iterator[tuple[str, str]]:
    headline = text_in(article.get("headline")) or text_in(article.get("name"))
    if headline:
        yield "json_ld", headline
    named = False
    for raw in dict.fromkeys(filter(None, map(scan.meta, _TITLE_METAS))):
        if text := plain(raw):
            named = True
            yield "meta", text
    if not headline and not named:
        for element in scan.props.get("headline", ())[:3]:
            yield "microdata", element.get("content") or text_of(element, _LONGEST)


def find_heading(scan: PageScan, head: list[Witness], site: SiteNames) -> etree._Element | None:
    """The `h1` most like a title of the head; else an `h2`, the only `h1`, or any element that says just that."""
    stated = {one.value for one in head}
    for element in scan.headings[:3]:
        if scan.heading_text(element) in stated and not scan.in_furniture(element):
            return element
    keys = [key_of(title) for title in stated]
    blogs = _beside(key_of(scan.title), keys)
    headings = [element for element in scan.headings[:_MOST] if key_of(scan.heading_text(element)) not in blogs]
    if scan.title:
        keys.append(key_of(site.without(scan.title, guess=True)))
    found = _likest(scan, headings, keys, _LIKE_ENOUGH, site)
    if found is not None and scan.in_furniture(found) and _likest(scan, (found,), keys, _ALIKE, site) is None:
        own = _only_heading(scan, headings, keys, site)  # a teaser's title shares words with the page's
        found = own if own is not None else found
    if found is None:
        found = _likest(scan, islice(scan.each("h2"), 2 * _MOST), keys, _ALIKE, site)
        if found is not None and scan.in_furniture(found):  # "Three replies to …"
            named = _plain_heading(scan, [key for key in keys if len(key) >= _SHORT])
            found = named if named is not None else found
    if found is None:
        found = _only_heading(scan, headings, keys, site)
    if found is None:
        beginnings = site.beginnings(scan.title) if scan.title and all(one.source == "html" for one in head) else []
        found = _plain_heading(scan, [key for key in (*keys, *map(key_of, beginnings)) if len(key) >= _SHORT // 3])
    return found


def _likest(
    scan: PageScan, elements: Iterable[etree._Element], keys: list[str], least: float, site: SiteNames
) -> etree._Element | None:
    """The element most like one of `keys`, if it is so at least to `least`; one outside furniture rather."""
    best, found = 0.0, None
    for element in elements:
        text = scan.heading_text(element)
        key = key_of(text)
        points = max((likeness(key, other) for other in keys), default=0.0) if key else 0.0
        if points < least or site.has(text):
            continue
        points += 0.3 * (not scan.in_furniture(element))
        if points > best:
            best, found = points, element
    return found


def _beside(page: str, titles: list[str]) -> frozenset[str]:
    """What `<title>` has before or behind the title that the head states, if it is shorter: the blog's name."""
    found = (page.removeprefix(title) if page.startswith(title) else page.removesuffix(title) for title in titles)
    return frozenset(name for one in found if (name := one.strip()) != page and len(name) < len(page) / 2)


def _only_heading(
    scan: PageScan, headings: list[etree._Element], keys: list[str], site: SiteNames
) -> etree._Element | None:
    """The one `h1` outside furniture that could be a headline: editors often give the head other words."""
    usable: dict[str, etree._Element] = {}
    for element in headings:
        text = scan.heading_text(element)
        if len(text) >= _SHORT and not site.has(text) and not scan.in_furniture(element):
            usable.setdefault(key_of(text), element)
    elements = list(usable.values())
    if len(elements) > 1:
        return _likest(scan, elements, keys, _OF_SEVERAL, site)
    return elements[0] if elements else None


def _plain_heading(scan: PageScan, keys: list[str]) -> etree._Element | None:
    """Any small element that holds a title of the head and nothing else."""
    longest = 2 * max(map(len, keys), default=0)
    if not longest:
        return None
    left = _PLAIN_CHARS
    for element in islice(scan.each(*_PLAIN_TAGS), _PLAIN_REACH):
        text = element.text
        if text and not len(element) and _SHORT // 3 <= len(text) <= longest:
            left -= len(text)
            if left < 0:
                return None
            key = key_of(text)
            if any(likeness(key, other) >= _ALIKE for other in keys):
                return element
    return None
