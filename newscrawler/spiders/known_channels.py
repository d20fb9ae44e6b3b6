"""What a run knows of one site's channels, and what of it a run must know that goes on with the same crawl."""

from __future__ import annotations

from dataclasses import dataclass, field

from newscrawler.discovery.addresses import address_key
from newscrawler.discovery.systems import System
from newscrawler.discovery.wordpress import Label
from newscrawler.site import Site
from newscrawler.spiders.lists import Family, Lists

NOTE = "channels"
"""Name of the note."""
MOST_AGAIN = 500_000
"""Known addresses that are kept in mind as told of again: 8 bytes and a place in a set each."""


@dataclass(slots=True)
class KnownChannels:
    """Of one site, in this run."""

    is_open: bool = False
    has_archive: bool = False
    """Whether it names sitemaps or a REST interface, which hold more than the newest articles."""
    barren: frozenset[str] = frozenset()
    """Channels that named nothing in earlier runs."""
    system: System | None = None
    labels: dict[int, Label] = field(default_factory=dict)
    sitemaps: int = 0
    articles: int = 0
    """Articles that were asked for, whoever told of them."""
    lists: Lists = field(default_factory=Lists)
    _again: set[int] = field(default_factory=set)

    def hears_again(self, url: str) -> bool:
        """Whether this run hears for the first time of an address that earlier ones knew; beyond so many, always."""
        key = hash(address_key(url))
        if key in self._again:
            return False
        if len(self._again) < MOST_AGAIN:
            self._again.add(key)
        return True

    def keep(self, account: Site) -> None:
        """Note what a run must know that goes on with this crawl."""
        account.notes.keep(NOTE, {
            "has_archive": self.has_archive,
            "system": self.system,
            "labels": {number: [label.name, label.parent] for number, label in self.labels.items()},
            "has_channel": self.lists.has_channel,
            "misses": self.lists.misses,
            "covered": self.lists.covered,
        })  # fmt: skip


def known_before(account: Site) -> KnownChannels:
    """What the run that this one goes on with knew of a site's channels; nothing where it goes on with none."""
    known = KnownChannels(lists=Lists(keep=account.notes.keep_list))
    for url, family in account.notes.lists():
        if not account.frontier.knows(address_key(url)):
            known.lists.wait(url, Family(family))
    kept = account.notes.note(NOTE)
    if kept is not None:
        known.has_archive = kept["has_archive"]
        known.system = System(kept["system"]) if kept["system"] else None
        known.labels = {int(number): Label(*label) for number, label in kept["labels"].items()}
        known.lists.has_channel = kept["has_channel"]
        known.lists.covered = kept.get("covered", 0)  # a crawl of older code kept none
        known.lists.misses.update({Family(name): count for name, count in kept["misses"].items()})
    return known
