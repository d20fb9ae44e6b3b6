"""The pictures that stand in an article's body, with what stands under them."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from lxml import etree

from newscrawler.extraction.blocks import PageImage
from newscrawler.extraction.document import Document
from newscrawler.extraction.page_scan import text_of
from newscrawler.items import Image

_SOURCES = ("data-src", "data-lazy-src", "data-original", "src", "data-srcset", "srcset")
_CREDIT_WORDS = ("credit", "copyright", "source", "agency", "photographer")
_CLIMB = 6  # how far above an `img` its `figure` may be
_MAX_IMAGES = 200
_MOST_PARTS = 60  # elements looked at for one image's caption and credit
_MOST_READ = 6  # those whose text is read: many may be empty, in each other
_LONGEST = 2000  # characters of a caption
_SMALLEST = 50  # pixels: less is an icon or a tracking pixel
_PORTRAITS = frozenset(("avatar", "gravatar", "userpic", "authorphoto", "authorimage"))
"""Words in the names of an `img`, or of the link or span around it, that shows somebody who wrote …"""
_PORTRAIT_PAIRS = frozenset((("author", "photo"), ("author", "image"), ("author", "picture"), ("user", "photo")))
"""… and pairs of such."""


def read_images(document: Document, found: list[PageImage]) -> list[Image]:
    """`found` as images, in order, each address once; icons and tracking pixels left out."""
    images: dict[str, Image] = {}
    for met in found[:_MAX_IMAGES]:
        url = _address(document, met.element)
        if url is None or url in images or _is_tiny(met.element) or _is_portrait(met.element):
            continue
        caption, credit = _words_under(met.element)
        alt = " ".join((met.element.get("alt") or "").split()) or None
        images[url] = Image(url=url, caption=caption, credit=credit, alt=alt)
    return list(images.values())


def _address(document: Document, element: etree._Element) -> str | None:
    for name in _SOURCES:
        value = (element.get(name) or "").strip()
        if not value or value.startswith("data:"):
            continue
        if name.endswith("srcset"):
            value = value.split(",")[0].split()[0] if value.split(",")[0].split() else ""
        if url := document.join(value):
            return url
    return None


def _is_tiny(element: etree._Element) -> bool:
    for name in ("width", "height"):
        value = (element.get(name) or "").strip().removesuffix("px")
        if value.isdecimal() and len(value) < 6 and int(value) < _SMALLEST:
            return True
    return False


def _is_portrait(element: etree._Element) -> bool:
    """Whether it is the author's (or a commenter's) portrait, not a picture of the story."""
    around = element.getparent()
    names = f"{element.get('class') or ''} {around.get('class') or '' if around is not None else ''}".lower()
    words = re.findall(r"[a-z]+", names[:400])
    return not _PORTRAITS.isdisjoint(words) or any(pair in _PORTRAIT_PAIRS for pair in pairwise(words))


def _words_under(element: etree._Element) -> tuple[str | None, str | None]:
    """Caption and credit from the `figure` (or WordPress's caption box) around an image."""
    box = element.getparent()
    for _ in range(_CLIMB):
        if box is None:
            return None, None
        if box.tag == "figure" or "wp-caption" in (box.get("class") or ""):
            break
        box = box.getparent()
    else:
        return None, None
    credit, caption, read = None, None, 0
    for part in islice(box.iter("figcaption", "p", "span", "small", "cite", "div"), _MOST_PARTS):
        names = (part.get("class") or "").lower()
        if credit is None and any(word in names for word in _CREDIT_WORDS):
            credit = text_of(part, _LONGEST) or None
            read += 1
        if caption is None and (part.tag == "figcaption" or "caption" in names):
            caption = text_of(part, _LONGEST) or None
            read += 1
        if read >= _MOST_READ:
            break
    if caption and credit and caption != credit and caption.endswith(credit):
        caption = caption[: -len(credit)].rstrip() or None
    return caption, credit
