"""Articles at new addresses: one id is kept, whatever address tells of the article.

An article's id is made from the address where it was first found. When that address leads elsewhere (a redirect, or
the page names another address as its own) and the same story is there, the id that the new address gives becomes an
*alias* of the first one. Another story there (a site that sends whatever is gone to some other page) is no move.
"""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize

from newscrawler.archive.ledger import Ledger
from newscrawler.discovery.addresses import address_key
from newscrawler.items import Article

SAME_STORY = 0.5
"""Share of the runs of three words of the shorter one that two readings have in common, from which on they are one
story."""
_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+|\w")
"""A word; in scripts without spaces each character is one."""
_MOST_WORDS = 5_000


class Moves:
    """Knows which ids are one article's."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def id_of(self, article_id: str) -> str:
        """The article's own id, of which `article_id` may be an alias."""
        row = self._ledger.one("SELECT id FROM aliases WHERE alias = ?", (article_id,))
        return str(row[0]) if row else article_id

    def at(self, url: str | None) -> str | None:
        """The article that the address gave when it was last read."""
        row = self._ledger.one("SELECT article FROM urls WHERE key = ?", (address_key(url or ""),))
        return self.id_of(row[0]) if row and row[0] else None

    def add(self, alias: str, article_id: str) -> None:
        """`alias` is another id of the article, from now on; what the alias stood for stands for it too."""
        self._ledger.write("UPDATE aliases SET id = ? WHERE id = ?", (article_id, alias))
        self._ledger.write("INSERT OR REPLACE INTO aliases (alias, id) VALUES (?, ?)", (alias, article_id))

    def twin_of(self, article: Article) -> tuple[str, str] | None:
        """Another article with the very same title and body: its id and its address; None where there is none."""
        if article.content_sha256 is None:
            return None
        row = self._ledger.one(
            "SELECT id, url FROM lives WHERE content = ? AND id != ? AND id NOT IN (SELECT alias FROM aliases) "
            "ORDER BY born, id",  # not what turned out to be another one: its address leads to that, and not here
            (bytes.fromhex(article.content_sha256), article.id),
        )
        return (row[0], row[1]) if row else None


def is_same_story(before: dict[str, Any], article: Article) -> bool:
    """Whether an article is what the record `before` tells, edits allowed for."""
    if before.get("content_sha256") == article.content_sha256:
        return True
    return likeness(before.get("body"), article.body) >= SAME_STORY


def likeness(one: str | None, other: str | None) -> float:
    """Share (0…1) of the runs of three words that two texts have in common: of the shorter one's.

    >>> likeness("the boats came in at nine", "the boats came in at ten"), likeness(None, "the boats came in")
    (0.75, 0.0)
    """
    first, second = runs_of(one or ""), runs_of(other or "")
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def runs_of(text: str) -> set[tuple[str, ...]]:
    """The runs of three words in `text`, whatever the case and the way its accents are written; of its first 5,000
    words.
    """
    found_in = _WORD.finditer(normalize("NFC", text).casefold())
    words = [found[0] for _, found in zip(range(_MOST_WORDS), found_in, strict=False)]
    return {tuple(words[start : start + 3]) for start in range(max(len(words) - 2, 1))} if words else set()
