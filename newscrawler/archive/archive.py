"""One archive while a crawl writes to it: its runs, what is put in, and what a crawl asks of it meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newscrawler.archive.coverage import Coverage, coverage_of
from newscrawler.archive.erasing import forget
from newscrawler.archive.forgetting import Search
from newscrawler.archive.forgetting_plan import Plan, key_of_url
from newscrawler.archive.gone import Judgement, judge
from newscrawler.archive.looks import Look
from newscrawler.archive.opened import OpenArchive
from newscrawler.archive.usual import Shortfall, shortfall
from newscrawler.archive.warc import Exchange
from newscrawler.archive.warc_reading import Message
from newscrawler.clock import Clock, stamp
from newscrawler.items import Article, WarcPointer
from newscrawler.outcomes import Outcome


class Archive(OpenArchive):
    """An archive's folder, locked and open for writing."""

    run_id: str | None = None
    clock_was_at: str | None = None
    """When the last crawl (what only read again is none) began, where that is later than now: a clock set back."""
    caught_up_at: str | None = None
    """When the last earlier crawl of this run's command began that came to its end, and not because enough was
    written; None where none did."""
    set_aside: list[str]
    """Addresses whose answers have ended several runs, and that this one leaves alone; known once it has begun."""
    _crawl = 0

    def __len__(self) -> int:
        """Articles known; of a broken archive, those known when it was opened."""
        if self._broken is not None:
            return self._known_at_first
        with self._told("read"):
            return len(self.records)

    def __contains__(self, article_id: object) -> bool:
        with self._told("read"):
            return article_id in self.records

    # --- a run

    def has_run(self, run_id: str) -> bool:
        """Whether a run of that id has written to this archive."""
        with self._told("read"):
            return self._ledger.one("SELECT 1 FROM runs WHERE id = ?", (run_id,)) is not None

    def begin_run(self, run_id: str, command: str, about: Sequence[tuple[str, str]] = ()) -> bool:
        """A run begins: it goes on with the last crawl if that was of the same `command` and came to no end.

        Gives whether it does. `about` goes into the warcinfo of its captures.
        """
        with self._told("write to"):
            self.run_id = run_id
            at = stamp(self._clock())
            self.set_aside = self._readings.begin(at)
            self._crawl, goes_on = self.frontier.begin(command, at, run_id)
            if not goes_on:
                self._readings.forget_all()
                self.set_aside = []
            self.notes.begin(self._crawl)
            self.caught_up_at = self._last_finished(command)
            last = self._ledger.one("SELECT started_at FROM runs WHERE crawl > 0 ORDER BY number DESC")
            self.clock_was_at = last[0] if last and last[0] > at else None
            self._ledger.write("INSERT INTO runs (id, crawl, started_at) VALUES (?, ?, ?)", (run_id, self._crawl, at))
            self._commit()
            self.captures.begin(run_id, about)
            return goes_on

    def _last_finished(self, command: str) -> str | None:
        sql = (
            "SELECT max(crawls.started_at) FROM crawls JOIN runs ON runs.crawl = crawls.number "
            "WHERE command = ? AND crawls.number < ? AND runs.reason = 'finished'"
        )
        began: str | None = self._ledger.one(sql, (command, self._crawl))[0]
        return began

    def begin_rereading(self, run_id: str, about: Sequence[tuple[str, str]] = ()) -> None:
        """A run begins that asks no site for anything; a crawl that was cut short is not touched by it.

        `about` goes into the warcinfo of captures that it takes over from elsewhere.
        """
        with self._told("write to"):
            self.run_id = run_id
            at = stamp(self._clock())
            self._ledger.write("INSERT INTO runs (id, crawl, started_at) VALUES (?, 0, ?)", (run_id, at))
            self._commit()
            self.captures.begin(run_id, about)

    def put_again(self, article: Article) -> Outcome:
        """Write a version of `article`, read again from its capture, if its own content is not as archived."""
        with self._told("write to"):
            outcome = self.records.put(article, self._clock(), None, self.run_id)
            self._count()
            return outcome

    def end_run(self, reason: str, exit_code: int, *, is_finished: bool) -> None:
        """The run ends; where `is_finished`, so does its crawl, and the next run starts anew."""
        with self._told("write to"):
            at = stamp(self._clock())
            self._ledger.write(
                "UPDATE runs SET finished_at = ?, reason = ?, exit_code = ? WHERE id = ?",
                (at, reason, exit_code, self.run_id),
            )
            if is_finished:
                self._ledger.write("UPDATE crawls SET finished_at = ? WHERE number = ?", (at, self._crawl))
            self._commit()

    # --- what is put in

    def written_in_crawl(self) -> int:
        """Lines that this crawl has written so far, earlier runs included."""
        with self._told("read"):
            return self.records.written_in(self._crawl)

    def was_read(self, article: Article) -> bool:
        """Whether this crawl has read the same article by another address already."""
        with self._told("read"):
            return self.records.was_read(article, self._crawl)

    def put(self, article: Article) -> Outcome:
        """Write `article` if it is new or its own content changed: ARCHIVED or UNCHANGED. FORGOTTEN: it must not be
        written, and closing the archive clears its captures.
        """
        with self._told("write to"):
            if self.records.is_forgotten(article):
                self._count()
                return Outcome.FORGOTTEN
            outcome = self.records.put(article, self._clock(), self._crawl, self.run_id)
            self._count()
            return outcome

    def twin_of(self, article: Article) -> tuple[str, str] | None:
        """Of an article that nobody knows: another one with the very same words, its id and its address."""
        with self._told("read"):
            moves = self.records.moves
            if article.id is None or moves.id_of(article.id) in self.records or moves.at(article.requested_url):
                return None
            return moves.twin_of(article)

    def note_move(self, article: Article, earlier: str) -> None:
        """`article` is an earlier one at a new address."""
        assert article.id is not None
        with self._told("write to"):
            self.records.moves.add(article.id, earlier)

    def judge_missing(self, *, is_begun_badly: bool) -> Judgement:
        """At a crawl's end: which known articles are not where they were. Those that are so for the second time, a day
        after the first, get a line that says so.
        """
        with self._told("write to"):
            now = self._clock()
            judgement = judge(self._ledger, self._crawl, now, is_begun_badly=is_begun_badly)
            for article_id in judgement.confirmed:
                self.records.write_state(article_id, "removed", now, self._crawl, self.run_id)
            self._commit()
            return judgement

    def confirm(self, article_id: str) -> None:
        """The site says (304) that an article has not changed."""
        with self._told("write to"):
            self.records.confirm(article_id, self._clock(), self._crawl)
            self._count()

    def look_at(self, article_id: str) -> Look:
        """What a request told of its address that gave this article: when it is due again."""
        with self._told("read"):
            return Look(article=article_id, next_visit=self.records.lives.next_visit(article_id, self._clock()))

    def coverage(self) -> Coverage:
        """How complete the archive is."""
        with self._told("read"):
            return coverage_of(self._ledger)

    def shortfall(self) -> Shortfall | None:
        """Whether the site published far fewer articles in the last 24 hours than is usual of it."""
        with self._told("read"):
            return shortfall(self.records.lives.born_by_day(self._clock()))

    def likelihood(self, article_id: str) -> tuple[float, str]:
        """How many edits of an article are expected since it was last looked at, and when it was born."""
        with self._told("read"):
            return self.records.lives.likelihood(article_id, self._clock())

    def kept_answer(self, url: str) -> Message | None:
        """The last answer with status 200 from `url` that was captured; None where there is none."""
        with self._told("read"):
            return self.captures.last_answer(url)

    def capture(self, exchange: Exchange, words: Mapping[str, str] | None = None) -> WarcPointer:
        """Keep `exchange`, and `words` with it (`answers.words_of`); gives where its payload lies."""
        with self._told("write to"):
            pointer = self.captures.keep(exchange, words)
            self._count()
            return pointer

    def forget(self, url: str, reason: str, *, is_dry: bool = False) -> Plan:
        """Take the article at `url` out of the archive for good; gives what went, or, where `is_dry`, what would."""
        with self._told("write to"):
            self._commit()
            self._files.close()
            if is_dry:
                return Search(self.folder, self._ledger).plan(url)
            return forget(self.folder, self._ledger, url, stamp(self._clock()), reason)

    def is_forgotten(self, url: str) -> bool:
        """Whether the article at `url` was forgotten before."""
        with self._told("read"):
            return self._ledger.one("SELECT 1 FROM forgotten WHERE key = ?", (key_of_url(url),)) is not None

    @property
    def is_careful(self) -> bool:
        """Whether the last run died, so that the next answers are known for sure before they are read."""
        return self._broken is None and self._readings.is_careful

    def begin_reading(self, key: str) -> None:
        """The answer from the address with that key is about to be read: committed before it is."""
        with self._told("write to"):
            self._readings.open(key)
            self._commit()

    def is_suspect(self, key: str) -> bool:
        """Whether several runs have ended while the answer from the address with that key was read."""
        with self._told("read"):
            return self._readings.is_suspect(key)

    def end_reading(self, key: str) -> None:
        """It was read, and all that came of it is put in."""
        with self._told("write to"):
            self._readings.close(key)


def without_archive(article: Article, clock: Clock, run_id: str | None) -> None:
    """Give `article` the life of a line that only feeds will hold."""
    article.first_seen = article.last_seen = stamp(clock())
    article.run_id = run_id
