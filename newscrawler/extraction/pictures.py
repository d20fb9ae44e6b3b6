"""The article's lead pictures as its head and its JSON-LD state them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.json_ld import MAX_LABEL, plain, text_in
from newscrawler.items import Image

MOST = 20
"""Pictures taken of the head; the body's own are read with the body."""
_MOST_STATED = 60
"""Pictures of JSON-LD that are looked at, some of them twice the same; the most: 56."""
_LONGEST_CAPTION = 1000
"""Characters read of what JSON-LD says under a picture; the longest has 475."""


def read_images(evidence: Evidence) -> tuple[list[Image], str | None]:
    """Pictures, each once, the lead picture first, and the witness of the first."""
    found: dict[str, Image] = {}
    first: str | None = None
    logos = set(_logos(evidence))
    for source, image in _stated(evidence):
        if image.url in logos:
            continue
        first = first or source
        known = found.get(image.url)
        found[image.url] = image if known is None else _joined(known, image)
        if len(found) >= MOST:
            break
    return list(found.values()), first


def _joined(one: Image, other: Image) -> Image:
    return Image(
        url=one.url, caption=one.caption or other.caption, credit=one.credit or other.credit, alt=one.alt or other.alt
    )


def _stated(evidence: Evidence) -> Iterator[tuple[str, Image]]:
    if evidence.hints is not None:
        for image in evidence.hints.images:
            yield "selector", image
    alt = plain(evidence.scan.meta("og:image:alt", "twitter:image:alt") or "")
    if url := evidence.document.join(evidence.scan.meta("og:image", "og:image:url", "og:image:secure_url")):
        yield "meta", Image(url=url, alt=alt)
    for stated in evidence.data.listed(evidence.article.get("image"))[:_MOST_STATED]:
        if (picture := _of_node(evidence, stated)) is not None:
            yield "json_ld", picture
    if url is None and (url := evidence.document.join(evidence.scan.meta("twitter:image", "twitter:image:src"))):
        yield "meta", Image(url=url, alt=alt)


def _of_node(evidence: Evidence, stated: Any) -> Image | None:
    if isinstance(stated, str):
        url = evidence.document.join(stated)
        return Image(url=url) if url else None
    if not isinstance(stated, dict):
        return None
    url = evidence.document.join(text_in(stated.get("url") or stated.get("contentUrl")))
    if url is None:
        return None
    return Image(
        url=url,
        caption=_first(stated, ("caption", "description"), _LONGEST_CAPTION),
        credit=_first(stated, ("creditText", "author", "copyrightHolder"), MAX_LABEL),
    )


def _first(stated: dict[str, Any], keys: tuple[str, ...], most: int) -> str | None:
    """The first of `keys` under which there are words, at most so many characters of them."""
    return next(filter(None, (text_in(stated.get(key), most) for key in keys)), None)


def _logos(evidence: Evidence) -> Iterator[str]:
    for publisher in evidence.data.listed(evidence.article.get("publisher"))[:3]:
        if isinstance(publisher, dict) and (image := _of_node(evidence, evidence.data.resolve(publisher.get("logo")))):
            yield image.url
