"""One page → one record, not yet cleaned: the page's class, then fields, then body, joined.

Nothing here asks for another page, and nothing raises on what the web sends.
"""

from __future__ import annotations

import re
from functools import cache

from newscrawler.discovery.addresses import article_id, host_of, normalise, same_site, variant_of
from newscrawler.discovery.parts import parts_in
from newscrawler.discovery.shapes import shape_of
from newscrawler.extraction.body import read_body
from newscrawler.extraction.document import Document
from newscrawler.extraction.metadata import Metadata, read_metadata
from newscrawler.extraction.words import key_of
from newscrawler.items import Article, Block, Image, Part
from newscrawler.pages.base import ArticlePage
from newscrawler.pages.sites import site_pages
from newscrawler.pages.tagdiv import TagDivPage
from newscrawler.version import __version__

THEMES: tuple[type[ArticlePage], ...] = (
    TagDivPage,
    ArticlePage,  # any page
)
"""Who reads a page of a site that has no class of its own: the first that recognises it."""


def read(html: bytes | str, url: str | None = None, *, encoding: str | None = None) -> Article:
    """The record of the article page `html`, not yet cleaned. Never raises on any input of these types."""
    return read_document(Document.parse(html, url, encoding=encoding))


@cache
def warm_up() -> None:
    """Have in memory what the first reading loads: 50 ms of CPU, where a later one of a small page takes 2."""
    paragraphs = "".join(f"<p>{number}. Nobody saw the herring come back but the keeper.</p>" for number in range(4))
    read(f"<html><body><h1>Herring</h1><article>{paragraphs}</article></body></html>", "https://example.org/herring")


def read_document(document: Document) -> Article:
    """The record of an article page: blocks, what was left out of them, and all fields that the page tells.

    Not set: `body`, `content_sha256` (cleaning), and what only a crawl knows (capture, life, run).
    """
    _ = document.blocks  # before all else, see there
    page = page_class_of(document)(document)
    stated = read_metadata(document, page.hints())
    body = read_body(
        document,
        title=stated.title,
        container=page.body_container(),
        holds_more=page.container_holds_more,
        furniture=page.furniture,
        stated_body=stated.article_body,
        page_type=stated.page_type,
    )
    sources = dict(stated.sources)
    if body.blocks:
        sources["body"] = body.source
    standfirst = stated.standfirst
    if standfirst is not None and _opens_with(body.blocks, standfirst):
        standfirst = None
        sources.pop("standfirst", None)
    url = own_address(document.url, stated.canonical_url)
    return Article(
        id=article_id(url) if url else None,
        kind=stated.kind,
        url=url,
        canonical_url=stated.canonical_url,
        title=stated.title,
        standfirst=standfirst,
        authors=stated.authors,
        section=stated.section,
        sections=stated.sections,
        tags=stated.tags,
        language=stated.language,
        site_name=stated.site_name,
        date_published=stated.date_published,
        date_modified=stated.date_modified,
        date_published_raw=stated.date_published_raw,
        is_accessible_for_free=stated.is_accessible_for_free,
        final_url=document.url,
        parts=_parts_of(document),
        extractor_version=__version__,
        sources=sources,
        confidence={"body": body.confidence} if body.confidence is not None else None,
        images=_joined(stated, body.images),
        no_body_reason=document.why_unreadable or (body.reason if not body.blocks else None),
        blocks=body.blocks,
        removed=body.removed,
        left_out=body.left_out,
    )


def page_class_of(document: Document) -> type[ArticlePage]:
    """Who reads `document`: its site's own class, else its theme's, else that of any page."""
    host = (host_of(document.url) or "").removeprefix("www.") if document.url else ""
    own = site_pages().get(host)
    return own or next(theme for theme in THEMES if theme.recognises(document))


def _parts_of(document: Document) -> list[Part]:
    """The article's other pages, a page that shows all of it first; none of them is asked for here."""
    found = parts_in(document)
    whole = [Part(number=None, url=found.whole)] if found.whole else []
    return [*whole, *(Part(number=number, url=url) for number, url in found.further.items())]


def own_address(url: str | None, canonical: str | None) -> str | None:
    """The article's own address, in normal form: the canonical one where it can be believed, else the page's.

    Canonical links name the home page, the section or the first page of a gallery on some sites, one and the same
    story on every page of others, and another site where a story is syndicated; none of these is the address of
    what was read.
    """
    own = normalise(url) if url else None
    own = (variant_of(own) or own) if own else None
    stated = normalise(canonical) if canonical else None
    if stated is None or own is None:
        return own or (stated if stated and shape_of(stated).depth else None)
    return stated if same_site(host_of(stated), host_of(own)) and may_be_same(stated, own) else own


def may_be_same(stated: str, own: str) -> bool:
    """Whether the page at `own` may be the story that `stated` names: by list, day, number and words of the two."""
    there, here = shape_of(stated), shape_of(own)
    if there.is_list and not here.is_list:
        return False
    if there.day != here.day and None not in (there.day, here.day):
        return False
    if here.is_list or here.words < 2:  # `?p=7`, `/node/7`: says nothing of its own but a number
        return not _drops_the_number(stated, own)
    if here.name == there.name or not set(_NUMBER.findall(here.name)).isdisjoint(_NUMBER.findall(there.name)):
        return True
    words, others = set(_WORD.findall(here.name)), set(_WORD.findall(there.name))
    return len(words & others) * 2 >= min(len(words), len(others)) > 0


def _drops_the_number(stated: str, own: str) -> bool:
    """Whether `own` names one story of many by its number, and `stated` is the same address without it or with another.

    Sites whose stories are `/news.php?id=7` state `/news.php` on each of them; one record would be left of all.
    """
    path, _, query = own.partition("?")
    before, _, last = path.removesuffix("/").rpartition("/")
    path_there, _, query_there = stated.partition("?")
    there = path_there.removesuffix("/")
    if _POST.search(query) and there == path.removesuffix("/"):
        return not _LARGE.search(last) and _POST.findall(query) != _POST.findall(query_there)
    number = _BARE_NUMBER.fullmatch(last)
    if number is None or query_there:
        return False
    other = _BARE_NUMBER.fullmatch(there.rpartition("/")[2])
    if other is not None and there.rpartition("/")[0] == before:
        return other[1] != number[1]
    return there == before and len(number[1]) >= 3  # /rain/2 may be the second page of /rain


_POST = re.compile(r"(?:^|&)(?:p|id|aid|article|article_id|articleid|newsid|nid)=(\d+)(?=&|$)", re.IGNORECASE)
_LARGE = re.compile(r"\d{5,}")
_BARE_NUMBER = re.compile(r"(\d+)(?:\.(?:s?html?|php|aspx?|jsp))?")
_WORD = re.compile(r"[a-z]{2,}|(?:%[0-9a-f]{2})+")
_NUMBER = re.compile(r"\d{5,}")


def _opens_with(blocks: list[Block], standfirst: str) -> bool:
    """Whether the body begins with the standfirst: then it is no standfirst, but the lede stated once more."""
    start = key_of(standfirst)[:60]
    text = [block for block in blocks[:6] if block.kind != "caption"][:2]
    return any(key_of(block.text[:200]).startswith(start) for block in text)


_SIZE = re.compile(r"-\d{2,4}x\d{2,4}(?=\.[A-Za-z]{3,4}$)|-scaled(?=\.[A-Za-z]{3,4}$)")


def _joined(stated: Metadata, shown: list[Image]) -> list[Image]:
    """Stated pictures first, then those in the body; one picture in two sizes is one, with all that is said of it."""
    joined: dict[str, Image] = {}
    for image in [*stated.images, *shown]:
        key = _SIZE.sub("", image.url.partition("?")[0]).partition("://")[2].lower()
        before = joined.get(key)
        if before is None:
            joined[key] = image
        elif (image.caption or image.credit or image.alt) and not (before.caption and before.credit and before.alt):
            joined[key] = Image(
                url=before.url,
                caption=before.caption or image.caption,
                credit=before.credit or image.credit,
                alt=before.alt or image.alt,
            )
    return list(joined.values())
