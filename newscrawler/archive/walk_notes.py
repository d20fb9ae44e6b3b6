"""What the walk over a site must not forget, kept in the ledger in the same transactions as all else.

Of the crawl under way: lists that wait to be asked for, and what channels told of the site as a whole; a crawl that
was killed goes on with both. For all crawls: the shapes of this site's addresses, and what lay behind them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import Any, Literal

import orjson

from newscrawler.archive.ledger import Ledger

MOST_SHAPES = 4000
"""Shapes of one site that are kept; what comes later is not learned."""
LONGEST_SHAPE = 200
_PLACES = {"article": 0, "list": 1, "other": 2}
Learned = Literal["article", "list", "other"]


class WalkNotes:
    """The notes of one archive. `guard` wraps whatever touches the ledger."""

    def __init__(
        self, ledger: Ledger, guard: Callable[[], AbstractContextManager[None]] = nullcontext, crawl: int = 0
    ) -> None:
        self._ledger = ledger
        self._guard = guard
        self._crawl = crawl
        self._kept: dict[str, bytes] = {}
        self._shapes: dict[str, tuple[int, int, int]] = {}

    def begin(self, crawl: int) -> None:
        """Go on with the notes of `crawl`; those of earlier ones are of no more use, but for the shapes."""
        self._crawl = crawl
        with self._guard():
            self._ledger.write("DELETE FROM waiting_lists WHERE crawl <> ?", (crawl,))
            self._ledger.write("DELETE FROM walk_notes WHERE crawl <> ?", (crawl,))
            rows = self._ledger.all("SELECT shape, articles, lists, others FROM shapes")
        self._shapes = {shape: (articles, lists, others) for shape, articles, lists, others in rows}
        self._kept = {}

    # --- of this crawl

    def lists(self) -> list[tuple[str, str]]:
        """Lists that somebody told of, and their family, in the order told; also those that were asked for since."""
        with self._guard():
            return self._ledger.all(
                "SELECT url, family FROM waiting_lists WHERE crawl = ? ORDER BY number", (self._crawl,)
            )

    def keep_list(self, url: str, family: str) -> None:
        """Somebody told of a list."""
        with self._guard():
            self._ledger.write(
                "INSERT INTO waiting_lists (crawl, url, family) VALUES (?, ?, ?)", (self._crawl, url, family)
            )

    def note(self, name: str) -> Any:
        """What was kept under a name; None where nothing was."""
        with self._guard():
            row = self._ledger.one("SELECT value FROM walk_notes WHERE crawl = ? AND name = ?", (self._crawl, name))
        return orjson.loads(row[0]) if row is not None else None

    def keep(self, name: str, value: Any) -> None:
        """Keep `value` (JSON-able) under a name."""
        words = orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS)
        if self._kept.get(name) == words:
            return
        self._kept[name] = words
        with self._guard():
            self._ledger.write(
                "INSERT INTO walk_notes (crawl, name, value) VALUES (?, ?, ?) "
                "ON CONFLICT (crawl, name) DO UPDATE SET value = excluded.value",
                (self._crawl, name, words.decode()),
            )

    # --- of the site

    @property
    def shapes(self) -> Mapping[str, tuple[int, int, int]]:
        """Shape → how many articles, lists and other pages lay behind addresses of it."""
        return self._shapes

    def learn(self, shape: str, kind: Learned) -> None:
        """A page whose address is of `shape` turned out to be of `kind`."""
        known = self._shapes.get(shape)
        if len(shape) > LONGEST_SHAPE or (known is None and len(self._shapes) >= MOST_SHAPES):
            return
        counts = list(known or (0, 0, 0))
        counts[_PLACES[kind]] += 1
        self._shapes[shape] = (counts[0], counts[1], counts[2])
        with self._guard():
            self._ledger.write(
                "INSERT INTO shapes (shape, articles, lists, others) VALUES (?, ?, ?, ?) ON CONFLICT (shape) DO "
                "UPDATE SET articles = excluded.articles, lists = excluded.lists, others = excluded.others",
                (shape, *counts),
            )


def learned_shapes(ledger: Path) -> dict[str, tuple[int, int, int]]:
    """The shapes that a ledger knows, as of its last closing; empty where it cannot be read or is an older one."""
    if not ledger.is_file():
        return {}
    try:
        with closing(sqlite3.connect(f"{ledger.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            rows = connection.execute("SELECT shape, articles, lists, others FROM shapes").fetchall()
    except sqlite3.Error:
        return {}
    return {shape: (articles, lists, others) for shape, articles, lists, others in rows}


def notes_in_memory() -> WalkNotes:
    """Notes that end with their process, for crawls that keep no archive."""
    return WalkNotes(Ledger(None))
