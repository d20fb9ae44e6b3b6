"""All versions of one article, found by any address it has had."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newscrawler.archive.export import ledger_of, record_at
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.moves import Moves
from newscrawler.archive.packing import Lines
from newscrawler.discovery.addresses import article_id, normalise
from newscrawler.errors import UsageError

_VERSIONS = "SELECT number, path, offset, length FROM records JOIN files ON number = file WHERE id = ? ORDER BY version"


def versions_of(folder: Path, url: str) -> list[dict[str, Any]]:
    """The lines of the article at `url`, oldest first; an article's id will do as well.

    Raises UsageError where the archive holds no such article, ArchiveInUse while a crawl writes.
    """
    with ledger_of(folder) as ledger:
        lines = Lines(folder, ledger)
        for found in _ids(ledger, url):
            rows = ledger.all(_VERSIONS, (found,))
            if rows:
                return [record_at(lines, *row) for row in rows]
    raise UsageError(f"{folder} holds no article of {url}. 'scrapy browse' finds them by their words")


def _ids(ledger: Ledger, url: str) -> list[str]:
    """Ids that the address may have, the likeliest first."""
    moves, address = Moves(ledger), normalise(url) or url
    found = [moves.id_of(url), moves.at(address), moves.id_of(article_id(address)), article_id(address)]
    return list(dict.fromkeys(one for one in found if one))
