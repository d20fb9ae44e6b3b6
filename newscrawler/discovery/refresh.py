"""`<meta http-equiv="refresh">`: a redirect written into a page, as fronts of old sites have it."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from newscrawler.discovery.normal_form import normalise
from newscrawler.extraction.document import Document

MAX_SECONDS = 15.0
"""A page that waits longer is there to be read: it reloads, or moves on when its reader is done."""
_CONTENT = re.compile(
    r"\s{0,20}(\d{0,6}(?:\.\d{0,6})?)\s{0,20}[;,]\s{0,20}(?:url\s{0,9}=\s{0,9})?(.{1,4096})", re.IGNORECASE | re.DOTALL
)


def refresh_target(document: Document) -> str | None:
    """The address, in normal form, that the page sends every reader on to, soon; None where it sends nobody.

    A page that sends to itself reloads. What stands in `<noscript>` is for browsers without scripts, and is not
    followed: challenge pages use it.

    >>> page = '<html><head><meta http-equiv="Refresh" content="0; URL=/home"></head></html>'
    >>> refresh_target(Document.parse(page, "https://example.org/"))
    'https://example.org/home'
    """
    if document.root is None or document.url is None:
        return None
    for meta in islice(document.root.iter("meta"), 200):
        if (meta.get("http-equiv") or "").lower() != "refresh" or _in_noscript(meta):
            continue
        found = _CONTENT.match(meta.get("content") or "")
        if found is not None and float("0" + found[1].rstrip(".")) <= MAX_SECONDS:
            target = normalise(found[2].strip().strip("'\"").strip(), document.base_url)
            return target if target is not None and target != normalise(document.url) else None
    return None


def _in_noscript(meta: etree._Element) -> bool:
    parent = meta.getparent()
    return parent is not None and parent.tag in ("noscript", "template")
