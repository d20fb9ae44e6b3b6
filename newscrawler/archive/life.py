"""The life of each article: when it was born, when it was last looked at and found changed, and when it is due again.

A line of JSON says what an article was when it was written; what goes on between two lines is counted here, in the
ledger's `lives` and `looks_by_age`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from newscrawler.archive.curve import BINS, Curve
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.usual import WEEKS
from newscrawler.clock import instant_of, moment_of, stamp
from newscrawler.discovery.addresses import address_key
from newscrawler.items import Article

AHEAD = timedelta(days=2)
"""A date of publication further in the future is a mistake, and the article was born when it was first seen."""

_PUT = (
    "INSERT INTO lives (id, url, state, born, looked_at, changed_at, gone_at, content) "
    "VALUES (?, ?, ?, ?, ?, ?, NULL, ?) "
    "ON CONFLICT (id) DO UPDATE SET url = excluded.url, state = excluded.state, born = excluded.born, "
    "looked_at = excluded.looked_at, changed_at = excluded.changed_at, gone_at = NULL, content = excluded.content"
)


class Lives:
    """Counts what happens to articles between their lines."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._curve: Curve | None = None

    @property
    def curve(self) -> Curve:
        """The site's curve, fitted to what was seen so far."""
        if self._curve is None:
            rows = self._ledger.all("SELECT bin, seconds, edits FROM looks_by_age WHERE bin < ?", (BINS,))
            self._curve = Curve({number: (seconds, edits) for number, seconds, edits in rows})
        return self._curve

    def forget_what_is_not_committed(self) -> None:
        """The ledger was rolled back."""
        self._curve = None

    def was_written(self, article: Article, now: datetime) -> None:
        """A line of `article` was written: a new article, or a new version."""
        assert article.id is not None
        at, known = stamp(now), self._known(article.id)
        if known is not None:
            self._count(known, now, is_edited=True)
        values = (
            article.id, article.url or "", article.state, _born(article, now), at, at,
            bytes.fromhex(article.content_sha256) if article.content_sha256 else None,
        )  # fmt: skip
        self._ledger.write(_PUT, values)

    def was_seen(self, article: Article, now: datetime) -> None:
        """The site showed the article as the archive has it."""
        assert article.id is not None
        if not self.was_confirmed(article.id, now):
            self.was_written(article, now)  # an archive from before lives were counted

    def was_confirmed(self, article_id: str, now: datetime) -> bool:
        """The site says that the article has not changed; gives whether anything is known of it."""
        known = self._known(article_id)
        if known is None:
            return False
        self._count(known, now, is_edited=False)
        self._ledger.write("UPDATE lives SET looked_at = ?, gone_at = NULL WHERE id = ?", (stamp(now), article_id))
        return True

    def is_elsewhere(self, article_id: str, article: Article) -> bool:
        """Whether `article` was read at the address it calls its own, and that is another one than it had. A page that
        only names another address as its own may name the first again tomorrow.
        """
        row = self._ledger.one("SELECT url FROM lives WHERE id = ?", (article_id,))
        if row is None or article.url is None:
            return False
        own = address_key(article.url)
        return address_key(row[0]) != own and address_key(article.final_url or article.url) == own

    def has_ended(self, article_id: str, state: str) -> None:
        """A line says that the article was removed, or is another one's now."""
        self._ledger.write("UPDATE lives SET state = ? WHERE id = ?", (state, article_id))

    def next_visit(self, article_id: str, now: datetime) -> str | None:
        """When the article is due again; None where nothing is known of it."""
        known = self._known(article_id)
        if known is None:
            return None
        return stamp(now + self.curve.wait(self._age(known, now)))

    def likelihood(self, article_id: str, now: datetime) -> tuple[float, str]:
        """How many edits are expected since the article was last looked at, and when it was born: greater is likelier,
        and of equals the youngest.
        """
        known = self._known(article_id)
        if known is None:
            return float("inf"), ""
        since = now - (moment_of(known[1]) or now)
        return self.curve.rate(self._age(known, now)) * since.total_seconds(), str(known[0])

    def born_by_day(self, now: datetime) -> list[int]:
        """How many articles were published in the last 24 hours, the 24 before, and so on; as far back as `usual`
        looks, or the archive goes.
        """
        since = stamp(now - timedelta(days=7 * WEEKS + 1))
        days: list[int] = []
        for (born,) in self._ledger.each(
            "SELECT born FROM lives WHERE born > ? AND born <= ? ORDER BY born DESC", (since, stamp(now))
        ):
            number = (now - (moment_of(born) or now)) // timedelta(days=1)
            days += [0] * (number + 1 - len(days))
            days[number] += 1
        return days

    def _known(self, article_id: str) -> Any:
        return self._ledger.one("SELECT born, looked_at FROM lives WHERE id = ?", (article_id,))

    def _age(self, known: Any, now: datetime) -> timedelta:
        return max(now - (moment_of(known[0]) or now), timedelta())

    def _count(self, known: Any, now: datetime, *, is_edited: bool) -> None:
        since = now - (moment_of(known[1]) or now)
        number = self.curve.note(self._age(known, now), since, is_edited=is_edited)
        self._ledger.write(
            "INSERT INTO looks_by_age (bin, seconds, edits) VALUES (?, ?, ?) "
            "ON CONFLICT (bin) DO UPDATE SET seconds = excluded.seconds, edits = excluded.edits",
            (number, *self.curve.counted(number)),
        )


def _born(article: Article, now: datetime) -> str:
    """When an article was published, as far as that is known; else when it was first seen.

    Of a day alone, or a time on a clock that is not known, it is the moment at which the article was seen, within that
    day: taken for midnight, or for UTC, a morning's articles would all seem to be of the day that has just begun, or of
    the day before, and each morning a site would seem to have fallen silent.
    """
    seen, published = moment_of(article.first_seen) or now, moment_of(article.date_published)
    if published is None or published > now + AHEAD:
        return stamp(seen)
    if instant_of(article.date_published) is None:
        published = max(published, min(seen, published.replace(hour=23, minute=59, second=59)))
    return stamp(published)
