"""An article's versions as changes that can be read: what each later one put in and took out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from newscrawler.archive.differences import Paragraph, differences

MOST_VERSIONS = 20
"""Latest versions that pages compare: a page that changes with every look has thousands."""
MOST_BYTES = 1_000_000
"""Of lines of one article whose versions are compared; its last version is shown in any case."""

_RUNNING = frozenset({"title", "standfirst", "body"})
"""Fields that are compared word by word."""


@dataclass(slots=True, frozen=True)
class Change:
    """One later version against the one before it."""

    version: int
    at: str
    state: str
    fields: list[str]
    paragraphs: list[Paragraph]
    """Those that differ."""
    values: dict[str, tuple[Any, Any]]
    """Field → its value before and after, of the fields that are no running text."""


def history(versions: Sequence[dict[str, Any]]) -> list[Change]:
    """The changes, oldest first; of an article with one version there are none."""
    return [_change(before, after) for before, after in pairwise(versions)]


def _change(before: dict[str, Any], after: dict[str, Any]) -> Change:
    compared = differences(_words(before), _words(after))
    return Change(
        version=int(after.get("version") or 1),
        at=str(after.get("fetched_at") or after.get("last_seen") or ""),
        state=str(after.get("state") or "live"),
        fields=[str(name) for name in after.get("changed_fields") or ()],
        paragraphs=[pieces for pieces in compared if any(piece.kind != "same" for piece in pieces)],
        values={
            name: (before.get(name), after.get(name))
            for name in map(str, after.get("changed_fields") or ())
            if name not in _RUNNING and before.get(name) != after.get(name)
        },
    )


def _words(record: dict[str, Any]) -> list[str]:
    """Title, standfirst and blocks, a paragraph each."""
    blocks = [str(block.get("text") or "") for block in record.get("blocks") or ()]
    return [str(text) for text in (record.get("title"), record.get("standfirst"), *blocks) if text]
