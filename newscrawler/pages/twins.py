"""The other addresses of a page that its head names: for telephones, and as AMP. They need not be asked for."""

from __future__ import annotations

from newscrawler.discovery.addresses import address_key, host_of, normalise, same_site, variant_of
from newscrawler.discovery.shapes import shape_of
from newscrawler.extraction.document import Document
from newscrawler.pages.reading import may_be_same

_MAX_LINKS = 1000
_MOST = 4


def twins_of(document: Document) -> list[str]:
    """Addresses (in normal form) under which the page's site serves the same article in another dress.

    Only those that do not show it themselves: `m.` hosts and `/amp/` are known for what they are.
    """
    own = normalise(document.url or "")
    if document.root is None or own is None:
        return []
    found: dict[str, str] = {}
    for link in document.elements["link"][:_MAX_LINKS]:
        words = (link.get("rel") or "").lower().split()
        media = (link.get("media") or "").lower()
        is_narrow = "alternate" in words and ("handheld" in media or "max-width" in media)
        if not is_narrow and "amphtml" not in words:
            continue
        url = normalise(link.get("href") or "", document.base_url)
        if url is None or address_key(variant_of(url) or url) == address_key(own):
            continue
        if same_site(host_of(url), host_of(own)) and not shape_of(url).is_list and may_be_same(own, url):
            found.setdefault(address_key(url), url)
    return list(found.values())[:_MOST]
