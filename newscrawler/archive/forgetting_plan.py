"""What is to be forgotten: the words in which `forgetting.py` says what it found, and `erasing.py` takes it away."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from newscrawler.discovery.addresses import address_key
from newscrawler.discovery.normal_form import normalise

Place = tuple[int, int]
"""A file's number, and an offset in it."""


class Line(NamedTuple):
    """Where one version of an article lies."""

    id: str
    version: int
    number: int
    path: str
    offset: int
    length: int
    capture_file: int | None
    capture_offset: int | None


class Capture(NamedTuple):
    """One member of a WARC file, as the ledger knows it."""

    number: int
    path: str
    offset: int
    length: int
    type: str
    record_id: str
    at: str
    url: str | None
    payload_digest: str | None
    payload_file: int | None
    payload_offset: int | None

    @property
    def place(self) -> Place:
        """File and offset."""
        return self.number, self.offset

    @property
    def key(self) -> str:
        """What the addresses of its page share."""
        return key_of_url(self.url) if self.url else ""


@dataclass(slots=True)
class Plan:
    """What is to go."""

    keys: dict[str, str] = field(default_factory=dict)
    """Of its addresses, with the address: never to be asked for again."""
    ids: set[str] = field(default_factory=set)
    """The article's, and what it would be called by other addresses it has had."""
    lines: list[Line] = field(default_factory=list)
    captures: dict[Place, Capture] = field(default_factory=dict)
    quoting: set[Place] = field(default_factory=set)
    """Those of the captures that go for what they quote."""
    moves: list[tuple[Capture, Capture]] = field(default_factory=list)
    """Revisits that stay, each with the response that goes and holds its payload."""
    reports: list[str] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    """Addresses (their numbers in the ledger) of which something was told in its words."""
    words: set[str] = field(default_factory=set)
    named_by: int = 0
    """Captures of other articles' pages that quote it, and stay."""
    unread: int = 0
    """Captures that could not be unpacked, and so not be searched."""

    def __str__(self) -> str:
        parts = [
            f"{_counted(len(self.lines), 'line')} of {_counted(len({line.id for line in self.lines}), 'article')}",
            f"{_counted(len(self.captures), 'capture')} ({len(self.quoting)} of them lists or feeds that quote it)",
            _counted(len(self.reports), "report"),
        ]
        if self.moves:
            parts.append(f"{_counted(len(self.moves), 'capture')} of other pages get the payload they shared")
        said = [", ".join(parts)]
        said += [f"  {url}" for url in sorted(self.keys.values())]
        if self.named_by:
            pages = _counted(self.named_by, "page")
            said.append(f"Quoted, as a headline among links, on {pages} of other articles, which stay")
        if self.unread:
            said.append(f"{_counted(self.unread, 'capture')} could not be unpacked here, nor searched")
        return "\n".join(said)


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'s' if count != 1 else ''}"


@lru_cache(maxsize=4096)  # lists are captured by every run
def key_of_url(url: str) -> str:
    """What the addresses of the page at `url` share, whatever its spelling."""
    return address_key(normalise(url) or url)
