"""Which site a page is of, and which part of the training that site belongs to.

Every split is by site, over all sets together: no page is ever judged by weights that saw a page of its site.
"""

from __future__ import annotations

import hashlib

FOLDS = 5
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "gob", "or", "ne", "go"})


def site_of(host: str | None, set_name: str, page_id: str) -> str:
    """The registered domain; pages of unknown host are one site a set, copies in a web archive one each.

    >>> site_of("www.bbc.co.uk", "x", "1"), site_of("news.example.org", "x", "1")
    ('bbc.co.uk', 'example.org')
    """
    host = (host or "").lower().split(":")[0].strip(".")
    if not host or host == "unknown":
        return f"unknown host in {set_name}"
    if host.endswith("archive.org"):
        return f"copy {page_id}"
    parts = host.split(".")
    wide = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVEL
    return ".".join(parts[-3:] if wide else parts[-2:])


def is_kept_out(site: str) -> bool:
    """Whether the site is of the fixed tenth that no shipped weight is trained on: the quality gate's."""
    return _hash(site, "gate") % 10 == 0


def fold_of(site: str) -> int:
    """The site's fold in cross-validation, 0…FOLDS-1."""
    return _hash(site, "fold") % FOLDS


def _hash(site: str, purpose: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{purpose} {site}".encode()).digest()[:8], "big")
