"""What the ledger keeps of each address beside its place in the queue: what it gave, what labelled the answer, and when
it is due again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from newscrawler.archive.gaps import OWED, gap_after
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.validators import Validators
from newscrawler.clock import moment_of, stamp
from newscrawler.outcomes import Outcome

LIE = "validators_lie"
"""Among the ledger's facts: when a page was last found changed under the validators it had before."""
LIE_LASTS = timedelta(days=30)
"""As long nobody is asked for a page only if it has changed; then it is tried again."""
MOST_HOPS = 10
AT_ONCE = 1000
"""Addresses that are due and held in memory."""

_KNOWN = (
    "SELECT number, crawl, url, call, told, depth, priority, article, visited_at, next_visit, etag, last_modified, "
    "full_at, in_a_row, outcome, state FROM urls "
)


@dataclass(slots=True, frozen=True, kw_only=True)
class Known:
    """What the ledger knows of an address."""

    number: int
    is_asked: bool
    """Whether this crawl has heard of it."""
    url: str
    call: str
    """Who reads the answer, JSON."""
    told: str | None
    depth: int
    priority: int
    article: str | None
    """The article it gave."""
    visited_at: str | None
    next_visit: str | None
    validators: Validators
    full_at: str | None
    in_a_row: int
    """304s since it was last had in full."""
    outcome: str | None
    """Of its last request."""
    is_queued: bool
    """Whether it waits to be asked for, or is being asked for."""


@dataclass(slots=True, kw_only=True)
class Look:
    """What a request told of its address, beyond its outcome."""

    article: str | None = None
    """The article that it gave."""
    next_visit: str | None = None
    """When that article is due again."""
    validators: Validators | None = None
    """Of an answer in full that was kept; None: what was known before stands no longer."""
    is_in_parts: bool = False
    """Whether it is one page of several of its article: its validators say nothing of the others."""
    is_unmodified: bool = False
    """Whether the server said (304) that what is known stands."""
    is_list: bool = False
    """Whether it was asked for as a list or a channel."""
    leads_to: str | None = None
    """The key of the address that it was redirected to."""


class Looks:
    """The looks at one archive's addresses; `crawl` is the one that goes on now."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._crawl = 0
        self.believes_validators = True
        """Whether no page was found changed lately under the validators it had before."""

    def begin(self, crawl: int, at: str) -> None:
        """A crawl begins, or goes on."""
        self._crawl = crawl
        lied = self._ledger.one("SELECT value FROM facts WHERE name = ?", (LIE,))
        lied_at, now = moment_of(lied[0] if lied else None), moment_of(at)
        self.believes_validators = lied_at is None or now is None or now - lied_at > LIE_LASTS

    def known(self, key: str) -> Known | None:
        """What is known of the address with that key."""
        row = self._ledger.one(_KNOWN + "WHERE key = ?", (key,))
        return self._known_by(row) if row is not None else None

    def led_to(self, key: str) -> list[str]:
        """Keys of the addresses that the one with that key was redirected to when it was last asked for, in order."""
        found = [key]
        while len(found) <= MOST_HOPS:
            row = self._ledger.one("SELECT leads_to FROM urls WHERE key = ?", (found[-1],))
            if row is None or row[0] is None or row[0] in found:
                break
            found.append(row[0])
        return found[1:]

    def due(self, at: str, *, gave_articles: bool) -> Iterator[list[Known]]:
        """Addresses that are due and that this crawl has not heard of, some at a time; they may be queued meanwhile."""
        sql = _KNOWN + (
            "WHERE next_visit <= ? AND (next_visit, number) > (?, ?) AND crawl < ? AND (article IS NOT NULL) = ? "
            "ORDER BY next_visit, number LIMIT ?"
        )
        last = ("", 0)
        while rows := self._ledger.all(sql, (at, *last, self._crawl, gave_articles, AT_ONCE)):
            last = (rows[-1][9], rows[-1][0])
            yield [self._known_by(row) for row in rows]

    def bring_forward(self, number: int) -> None:
        """Have an address that was visited be due at once, also one of an article that is looked at elsewhere."""
        self._ledger.write(
            "UPDATE urls SET next_visit = min(coalesce(next_visit, visited_at), visited_at) "
            "WHERE number = ? AND visited_at IS NOT NULL",
            (number,),
        )

    def note(self, number: int, outcome: Outcome, at: str, look: Look) -> None:
        """Keep what a request told of its address, and when it is due again."""
        if look.is_unmodified:
            self._ledger.write("UPDATE urls SET in_a_row = in_a_row + 1 WHERE number = ?", (number,))
        else:
            said = look.validators or Validators()
            if outcome is Outcome.ARCHIVED and look.article is not None:
                self._judge_validators(number, look.article, said, at)
            self._ledger.write(
                "UPDATE urls SET etag = ?, last_modified = ?, full_at = ?, in_a_row = 0 WHERE number = ?",
                (said.etag, said.last_modified, at if said else None, number),
            )
        if look.article is not None and look.next_visit is not None:
            self._ledger.write("UPDATE urls SET next_visit = NULL WHERE article = ?", (look.article,))
        next_visit = look.next_visit
        if next_visit is None:
            misses, article = self._ledger.one("SELECT misses, article FROM urls WHERE number = ?", (number,))
            is_known = article is not None
            gap, moment = gap_after(outcome, misses + 1, is_list=look.is_list, is_known=is_known), moment_of(at)
            next_visit = stamp(moment + gap) if gap is not None and moment is not None else None
        is_well = outcome not in OWED and (look.is_list or look.article is not None)
        self._ledger.write(
            "UPDATE urls SET next_visit = ?, article = coalesce(?, article), leads_to = ?, misses = "
            "CASE WHEN ? THEN 0 ELSE misses + 1 END WHERE number = ?",
            (next_visit, look.article, look.leads_to, is_well, number),
        )

    def _judge_validators(self, number: int, article: str, said: Validators, at: str) -> None:
        """A page that has other words and the same validators: they cannot be believed."""
        row = self._ledger.one("SELECT etag, last_modified, article FROM urls WHERE number = ?", (number,))
        is_same = row[2] == article and said.same_as(Validators(etag=row[0], last_modified=row[1]))
        if is_same and not self._is_read_otherwise(article):
            self.believes_validators = False
            self._ledger.write("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (LIE, at))

    def _is_read_otherwise(self, article: str) -> bool:
        """Whether an article's last two lines were read from the same bytes, by newer code or with a memory that knew
        more of the site: then its server had told the truth.
        """
        captures = self._ledger.all(
            "SELECT capture_file, capture_offset FROM records WHERE id = ? ORDER BY version DESC LIMIT 2", (article,)
        )
        return len(captures) == 2 and captures[0] == captures[1] and captures[0][0] is not None

    def _known_by(self, row: Any) -> Known:
        (number, crawl, url, call, told, depth, priority, article, visited_at, next_visit, *rest) = row
        etag, last_modified, full_at, in_a_row, outcome, state = rest
        return Known(
            number=number, is_asked=crawl == self._crawl, url=url, call=call, told=told, depth=depth,
            priority=priority, article=article, visited_at=visited_at, next_visit=next_visit,
            validators=Validators(etag=etag, last_modified=last_modified), full_at=full_at, in_a_row=in_a_row,
            outcome=outcome, is_queued=state == 0,
        )  # fmt: skip
