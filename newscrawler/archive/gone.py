"""Articles that are not where they were: suspected at first, and taken for removed when a second look confirms it.

Judged once, when a crawl has come to its end, by the ledger alone, so that a crawl that was cut short and gone on with
is judged like any other. One 404 may be a mistake of an hour: the second look comes at least a day later. And a site
that answers 404 to a large share of what it is asked for, or where it begins, has a bad hour; nobody's absence is
believed then, neither for the first time nor for the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from newscrawler.archive.ledger import Ledger
from newscrawler.clock import moment_of, stamp
from newscrawler.outcomes import Outcome

CONFIRMED_AFTER = timedelta(days=1)
FEWEST = 5
"""Missing articles from which on their share is looked at: of few, half may well be gone."""
SHARE = 0.5
"""Of the known articles, and of all answers, that may be missing before nothing is believed."""
MOST_HOPS = 10

MISSING = frozenset({Outcome.NOT_FOUND, Outcome.SOFT_404})
ELSEWHERE = frozenset(
    {Outcome.ARCHIVED, Outcome.UNCHANGED, Outcome.DUPLICATE, Outcome.INDEX, Outcome.NOT_MODIFIED, Outcome.NO_BODY,
     Outcome.NOT_AN_ARTICLE, Outcome.OUT_OF_RANGE, Outcome.NOT_WANTED, *MISSING}
)  # fmt: skip
"""Ends of the page that a redirect led to, which show that the article is not there."""
ANSWERS = ELSEWHERE | {Outcome.CHANNEL, Outcome.NO_CHANNEL, Outcome.NOT_HTML, Outcome.REDIRECTED}

_KNOWN = (
    "SELECT urls.number, urls.article, urls.outcome, urls.leads_to, urls.visited_at, lives.gone_at, lives.state "
    "FROM urls JOIN lives ON lives.id = urls.article JOIN articles ON articles.id = urls.article "
    "WHERE urls.crawl = ? AND urls.state = 1 AND coalesce(articles.crawl, 0) != ? ORDER BY urls.number"
)


@dataclass(slots=True, frozen=True)
class Judgement:
    """What a crawl says of articles that were not where they were."""

    missing: int
    """Known articles that were asked for and are not there."""
    is_believed: bool
    """Whether that is taken for their absence, and not for the site's bad hour."""
    suspected: tuple[str, ...]
    """Ids of those that were missing for the first time."""
    confirmed: tuple[str, ...]
    """Ids of those that had been missing a day before."""


def judge(ledger: Ledger, crawl: int, now: datetime, *, is_begun_badly: bool) -> Judgement:
    """Judge the crawl; `is_begun_badly`: where it begins was missing as well. Suspicions are noted in the ledger."""
    missing: dict[str, tuple[int, str, str | None]] = {}
    for number, article, outcome, leads_to, visited_at, gone_at, state in ledger.all(_KNOWN, (crawl, crawl)):
        if state != "removed" and _is_missing(ledger, crawl, outcome, leads_to):
            missing[article] = (number, visited_at, gone_at)
    is_believed = not is_begun_badly and not _is_bad_hour(ledger, crawl, len(missing))
    suspected, confirmed = [], []
    for article, (number, visited_at, gone_at) in missing.items():
        if not is_believed:
            ledger.write("UPDATE urls SET next_visit = ? WHERE number = ?", (stamp(now), number))
            continue
        first, second = moment_of(gone_at), moment_of(visited_at) or now
        if first is None:
            suspected.append(article)
            ledger.write("UPDATE lives SET gone_at = ? WHERE id = ?", (visited_at, article))
            due = stamp(second + CONFIRMED_AFTER)
            ledger.write("UPDATE urls SET next_visit = ? WHERE number = ?", (due, number))
        elif second - first >= CONFIRMED_AFTER:
            confirmed.append(article)
    return Judgement(len(missing), is_believed, tuple(suspected), tuple(confirmed))


def _is_missing(ledger: Ledger, crawl: int, outcome: str | None, leads_to: str | None) -> bool:
    """Whether an article's address says so; a redirect does if the page it leads to was had, and is not the article."""
    for _ in range(MOST_HOPS):
        if outcome != Outcome.REDIRECTED:
            break
        row = ledger.one("SELECT outcome, leads_to, crawl FROM urls WHERE key = ?", (leads_to,))
        if row is None or row[2] != crawl:
            return False
        outcome, leads_to = row[0], row[1]
        if outcome in ELSEWHERE:
            return True
    return outcome in MISSING


def _is_bad_hour(ledger: Ledger, crawl: int, missing: int) -> bool:
    counts = dict(
        ledger.all("SELECT outcome, count(*) FROM urls WHERE crawl = ? AND state = 1 GROUP BY outcome", (crawl,))
    )
    (present,) = ledger.one("SELECT count(*) FROM articles WHERE crawl = ?", (crawl,))
    absent = sum(counts.get(outcome, 0) for outcome in MISSING)
    answers = sum(counts.get(outcome, 0) for outcome in ANSWERS)
    of_articles = missing >= FEWEST and missing > SHARE * (missing + present)
    of_answers = absent >= FEWEST and absent > SHARE * answers
    return bool(of_articles or of_answers)
