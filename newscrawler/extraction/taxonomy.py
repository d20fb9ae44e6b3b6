"""Where the article is filed: the path of sections (breadcrumbs, articleSection, metas, address) and its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from newscrawler.extraction.class_names import roles_in
from newscrawler.extraction.dates import day_in_path
from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.header_zone import behind
from newscrawler.extraction.json_ld import MAX_LABEL, plain, text_in
from newscrawler.extraction.page_scan import text_of
from newscrawler.extraction.words import key_of

MOST_TAGS = 100
_REACH = 1500
"""Boxes behind the title that are searched for a list of tags; news pages have some 160."""
_MOST_BOXES = 12
"""Boxes named as lists of tags that are looked into."""
_BOXES = ("ul", "ol", "div", "p", "section")
_MACHINE_TAG = re.compile(r"[0-9a-f-]{24,}|\d+|_\w+")
"""Numbers and switches of the site's own system, which some JSON-LD has among its keywords."""
_CATEGORY = re.compile(r"^(?:category|categories|section|rubrik|kategorie)\s*:\s*", re.IGNORECASE)
LONGEST_LABEL = 80
"""Characters of a section's or tag's name; longer ones are sentences."""
_MOST_LISTED = 5000
"""Characters read of a list of names in one string."""

_HOME = frozenset(
    " ".join(label.split())
    for label in """home|homepage|home page|news home|front page|frontpage|you are here|start|startseite|sie sind hier|
    accueil|inicio|início|página inicial|portada|pagina iniziale|forside|hjem|hem|etusivu|domů|strona główna|naslovnica|
    početna|acasă|главная|головна|κεντρική|αρχική|ana sayfa|anasayfa|trang chủ|beranda|首页|首頁|ホーム|トップ|홈|
    الرئيسية""".split("|")
)
"""What breadcrumbs begin with."""
_SECTION_METAS = (
    "article:section",
    "parsely-section",
    "sailthru.section",
    "section",
    "cxenseparse:section",
    "dc.subject.section",
    "article.section",
)
_NO_SECTION = frozenset(
    (
        "uncategorized",
        "uncategorised",
        "allgemein",
        "sin categoría",
        "non classé",
        "chưa phân loại",
        "article",
        "articles",
    )
)


def read_sections(evidence: Evidence, title: str | None) -> tuple[list[str], str | None]:
    """The path of sections, outermost first, and the witness; no "Home", not the article's own title."""
    for source, labels in _section_witnesses(evidence):
        path = _labels(evidence, labels, title)
        if path:
            return path, source
    return [], None


def _section_witnesses(evidence: Evidence) -> Iterator[tuple[str, list[str]]]:
    if evidence.hints is not None and evidence.hints.sections:
        yield "selector", list(evidence.hints.sections)
    shown = _shown_crumbs(evidence)
    seen = set(map(key_of, shown))
    stated = [_crumb_names(evidence, crumbs) for crumbs in evidence.data.crumbs[:5]]
    # static copies of sites carry one page's JSON-LD on all of them: what is shown tells
    yield from (("json_ld", names) for names in stated if not seen or not seen.isdisjoint(_sections(names)))
    yield "html", shown
    filed = _texts(evidence, evidence.article.get("articleSection"))
    yield "json_ld", re.split(r",(?=\S)", filed[0]) if len(filed) == 1 else filed  # "Port, Sea & Rail" is one
    for name in _SECTION_METAS:
        if contents := evidence.scan.metas.get(name):
            yield "meta", contents[:5]
    if evidence.scan.has_microdata:
        yield "microdata", _microdata_crumbs(evidence)
    if (segments := _dated_segments(evidence.path)) is not None:
        yield "url", segments


def _sections(names: list[str]) -> set[str]:
    return {key_of(name) for name in names if name.casefold() not in _HOME}


def _crumb_names(evidence: Evidence, crumbs: dict[str, Any]) -> list[str]:
    """Names in a BreadcrumbList, ordered by `position`."""
    named: list[tuple[float, str]] = []
    for index, item in enumerate(evidence.data.listed(crumbs.get("itemListElement"))):
        if not isinstance(item, dict):
            continue
        inner = evidence.data.resolve(item.get("item"))
        name = text_in(item.get("name"), MAX_LABEL)
        if name is None and isinstance(inner, dict):
            name = text_in(inner.get("name"), MAX_LABEL)
        try:
            position = float(item.get("position") or index + 1)
        except (TypeError, ValueError):
            position = index + 1
        if name:
            named.append((position, name))
    return [name for _, name in sorted(named, key=lambda pair: pair[0])]


def _microdata_crumbs(evidence: Evidence) -> list[str]:
    return [
        text_of(element, 200)
        for element in evidence.scan.props.get("itemlistelement", ())[:20]
        if any("BreadcrumbList" in (box.get("itemtype") or "") for box in _around(element))
    ]


def _around(element: etree._Element) -> Iterator[etree._Element]:
    node = element.getparent()
    for _ in range(5):
        if node is None:
            return
        yield node
        node = node.getparent()


def _shown_crumbs(evidence: Evidence) -> list[str]:
    """Links (else list items) of the first breadcrumb box that holds any."""
    for mark in evidence.roles.get("crumbs", ())[:10]:
        names = [text_of(link, 200) for link in mark.element.iter("a")]
        if names:
            return names[:10]
    return []


def _texts(evidence: Evidence, value: Any) -> list[str]:
    items = evidence.data.listed(value)
    most = MAX_LABEL if len(items) > 1 else _MOST_LISTED  # one alone may be a list itself, with commas
    return [text for item in items if (text := text_in(item, most))]


def _dated_segments(path: list[str]) -> list[str] | None:
    """The words before the date in `/china/economy/2026/01/12/slug`; None where the address is not of that form."""
    for at, segment in enumerate(path[:6]):
        if re.fullmatch(r"(?:19|20)\d\d", segment) and day_in_path(path[at:]):
            return [
                re.sub(r"[-_]+", " ", word).strip().title()
                for word in path[:at]
                if not word.isdigit() and len(word) > 2
            ]
    return None


def _labels(evidence: Evidence, labels: list[str], title: str | None) -> list[str]:
    """`labels` without "Home", the site's name, the title and repetitions."""
    own = {key_of(title), *(key_of(one.value) for one in evidence.head_titles)} - {""}
    kept: dict[str, str] = {}
    for label in labels:
        text = _CATEGORY.sub("", (plain(label, MAX_LABEL) or "").strip(" >›»/|·•→"))
        key = key_of(text)
        if not key or len(text) > LONGEST_LABEL or text.casefold() in _HOME or key in _NO_SECTION:
            continue
        if key in own or (len(key) > 20 and any(one.startswith(key[:20]) for one in own)):
            continue
        if evidence.site.has(text):
            continue
        kept.setdefault(key, text)
    return list(kept.values())[:8]


def read_tags(evidence: Evidence) -> tuple[list[str], str | None]:
    """The article's tags in the site's order, each once, and the witness."""
    for source, labels in _tag_witnesses(evidence):
        kept: dict[str, str] = {}
        for label in labels:
            text = (plain(label, MAX_LABEL) or "").strip(" #,;").rstrip(",;")
            if text and len(text) <= LONGEST_LABEL and not _MACHINE_TAG.fullmatch(text):
                kept.setdefault(text.casefold(), text)
        if kept:
            return list(kept.values())[:MOST_TAGS], source
    return [], None


def _tag_witnesses(evidence: Evidence) -> Iterator[tuple[str, list[str]]]:
    if evidence.hints is not None and evidence.hints.tags:
        yield "selector", list(evidence.hints.tags)
    if tags := evidence.scan.metas.get("article:tag"):
        yield "meta", tags if len(tags) > 1 else _split(tags[0])
    if stated := _texts(evidence, evidence.article.get("keywords")):
        yield "json_ld", stated if len(stated) > 1 else _split(stated[0])
    if links := [
        link for link in evidence.scan.rels["tag"] if not _is_category(link) and not evidence.scan.in_furniture(link)
    ]:
        yield "html", [text_of(link, 200) for link in links]
    yield "html", _shown_tags(evidence)
    for name in ("parsely-tags", "sailthru.tags", "news_keywords", "keywords"):
        if stated_there := evidence.scan.meta(name):
            yield "meta", _split(stated_there)


def _split(keywords: str) -> list[str]:
    return re.split(r"[;；]" if ";" in keywords and "," not in keywords else r"[,，、;]", keywords[:_MOST_LISTED])


def _is_category(link: etree._Element) -> bool:
    """WordPress marks links to categories `rel="category tag"`."""
    return "category" in (link.get("rel") or "").lower().split()


def _tag_boxes(start: etree._Element) -> Iterator[etree._Element]:
    """The boxes behind `start` that are named as lists of tags."""
    for box in islice(behind(start, *_BOXES), _REACH):
        names = box.get("class")
        if not names:
            continue
        folded = names.lower()  # most names have none of these, and need not be taken apart
        if ("tag" in folded or "topic" in folded or "keyword" in folded) and "tags" in roles_in(names):
            yield box


def _shown_tags(evidence: Evidence) -> list[str]:
    """Link texts of the first box behind the title that is named as a list of tags and holds little but links."""
    if evidence.heading is None:
        return []
    for box in islice(_tag_boxes(evidence.heading), _MOST_BOXES):
        links = list(islice(box.iter("a"), 41))
        if 1 <= len(links) <= 40 and not evidence.scan.in_furniture(box):
            words = [text_of(link, 200) for link in links]
            if sum(map(len, words)) * 2 > len(text_of(box, 3000)):
                return words
    return []
