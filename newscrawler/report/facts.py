"""What a report says of an archive or of one run, counted in one pass over the lines; memory does not grow with them
but for one small entry an article.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from heapq import nlargest
from pathlib import Path
from typing import Any

from newscrawler.archive.paths import reports_in
from newscrawler.errors import ArchiveError
from newscrawler.report.history import MOST_BYTES, MOST_VERSIONS
from newscrawler.report.lines import Record, raw_lines, run_reports, shown
from newscrawler.report.run_shape import shown_run

LATEST = 50
"""Articles shown whole."""
SAMPLES = 3
"""Of what each cleaning step took."""
RUNS = 60
"""Latest runs that are listed."""
LONGEST_SAMPLE = 240
"""Characters."""
WATCHED = ("title", "date_published", "authors", "section", "tags", "language", "standfirst", "images", "body")
"""Fields whose presence is followed over time."""
CONFIDENCE_STEPS = 10


@dataclass(slots=True)
class Facts:
    """All that a report shows."""

    name: str
    """The archive's."""
    run: Record | None
    """The report of the run this is about; None for a whole archive."""
    runs: list[Record] = field(default_factory=list)
    """The latest run reports, newest first."""
    runs_known: int = 0
    """How many runs have left a report."""
    lines: int = 0
    unreadable: int = 0
    """Lines that are no records."""
    articles: int = 0
    by_day: Counter[str] = field(default_factory=Counter)
    """Articles by day of publication."""
    undated: int = 0
    by_section: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    """Lines by what they tell."""
    changed: Counter[str] = field(default_factory=Counter)
    """Fields that changed in later versions."""
    confidence: list[int] = field(default_factory=lambda: [0] * CONFIDENCE_STEPS)
    """Articles by the body's confidence, in steps of a tenth."""
    unjudged: int = 0
    """Articles with no confidence: a page class knew the container."""
    removed: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[Record]] = field(default_factory=dict)
    weeks: dict[str, Counter[str]] = field(default_factory=dict)
    """ISO week of publication → field → articles that have it; `""` counts the articles."""
    sources: dict[str, Counter[str]] = field(default_factory=dict)
    """Field → witness → lines."""
    latest: list[list[Record]] = field(default_factory=list)
    """The latest articles, each with its latest versions (`MOST_VERSIONS` and `MOST_BYTES` at most), oldest first."""


def facts_of_archive(folder: Path) -> Facts:
    """Of the whole archive in `folder`. Raises ArchiveError where there is none."""
    known = len(reports_in(folder))
    facts = Facts(name=folder.resolve().name, run=None, runs=run_reports(folder, RUNS), runs_known=known)
    _count(facts, folder, raw_lines(folder))
    return facts


def facts_of_run(folder: Path, run: Record) -> Facts:
    """Of one run, whose report is `run`: the lines it wrote."""
    facts = Facts(name=folder.resolve().name, run=shown_run(run), runs=run_reports(folder, RUNS))
    mark = b'"run_id":"' + str(run["run_id"]).encode() + b'"'
    since = str(run.get("started_at") or "")[:10]
    with suppress(ArchiveError):  # a run that wrote nothing into a new archive
        _count(facts, folder, (line for line in raw_lines(folder, since) if mark in line))
    return facts


def _count(facts: Facts, folder: Path, lines: Iterator[bytes]) -> None:
    last: dict[str, tuple[str, int]] = {}
    for line in lines:
        record = shown(line)
        if record is None:
            facts.unreadable += 1
            continue
        facts.lines += 1
        _count_line(facts, record)
        name = str(record.get("id"))
        if name not in last:
            _count_article(facts, record)
        last[name] = (_moment(record), len(last))
    facts.articles = len(last)
    facts.latest = _versions(folder, [name for name, _ in nlargest(LATEST, last.items(), key=lambda pair: pair[1])])


def _moment(record: Record) -> str:
    return str(record.get("date_published") or "")[:19]


def _versions(folder: Path, names: list[str]) -> list[list[Record]]:
    """The latest versions of the articles with these ids."""
    found: dict[str, deque[tuple[int, Record]]] = {name: deque(maxlen=MOST_VERSIONS) for name in names}
    wanted = {b'{"id":"' + name.encode() + b'"' for name in names}
    longest = max(map(len, wanted), default=0)
    for line in raw_lines(folder) if names else ():
        end = line.find(b",", 0, longest + 1)
        if line[:end] in wanted and (record := shown(line)) is not None:
            versions = found[str(record["id"])]
            versions.append((len(line), record))
            while len(versions) > 1 and sum(size for size, _ in versions) > MOST_BYTES:
                versions.popleft()
    return [  # in their order, also where the machine's clock, which names the files, was set back
        sorted((record for _, record in versions), key=lambda record: record["version"])
        for versions in found.values()
        if versions
    ]


# --- one line


def _count_line(facts: Facts, record: Record) -> None:
    facts.states[str(record.get("state") or "live")] += 1
    facts.changed.update(map(str, record.get("changed_fields") or ()))
    for name, witness in (record.get("sources") or {}).items():
        facts.sources.setdefault(str(name), Counter())[str(witness)] += 1
    for removed in record.get("removed") or ():
        step = str(removed.get("by"))
        facts.removed[step] += 1
        if facts.removed[step] <= SAMPLES:
            facts.samples.setdefault(step, []).append(_sample(removed, record))


def _sample(removed: Record, record: Record) -> Record:
    text = str(removed.get("text"))
    cut = text if len(text) <= LONGEST_SAMPLE else text[:LONGEST_SAMPLE] + " …"
    return {"text": cut, "why": removed.get("why"), "title": record.get("title"), "url": record.get("url")}


def _count_article(facts: Facts, record: Record) -> None:
    day = _day(record.get("date_published"))
    if day is None:
        facts.undated += 1
    else:
        facts.by_day[day.isoformat()] += 1
    facts.by_section[str(record.get("section") or "")] += 1
    _count_fields(facts, record, day)
    confidence = (record.get("confidence") or {}).get("body")
    if isinstance(confidence, int | float):
        facts.confidence[min(CONFIDENCE_STEPS - 1, max(0, int(confidence * CONFIDENCE_STEPS)))] += 1
    else:
        facts.unjudged += 1


def _count_fields(facts: Facts, record: Record, day: date | None) -> None:
    if day is None:
        return
    year, week, _ = day.isocalendar()
    present = facts.weeks.setdefault(f"{year}-W{week:02}", Counter())
    present[""] += 1
    present.update(name for name in WATCHED if record.get(name))


def _day(published: Any) -> date | None:
    try:
        return date.fromisoformat(str(published)[:10])
    except ValueError:
        return None
