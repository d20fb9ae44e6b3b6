"""What the reports of a site's runs say together: fields that are no longer found, bodies that shrank, channels that
fell silent or whose window rolled past.

One run of an hourly job writes a line or two, so that the latest runs are taken together until they have enough of
them, and compared with the runs before. Every function takes reports, the newest first, and gives words for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

Report = Mapping[str, Any]

LATEST = 8
"""Lines that the latest runs must have together before they are judged …"""
BEFORE = 20
"""… and that the runs before them must have."""
FOUND_BEFORE = 0.1
"""A field that at most this share of earlier lines lacked is one that is found as a rule …"""
LACKING = 0.5
"""… and that it is lost from where this share of the latest lines lacks it."""
SHORT = 0.4
"""Bodies of less than this share of their former median length are too short."""
CHANNEL_RUNS = 3
"""As many earlier runs in which a channel named articles make its silence news."""


def drift(reports: Sequence[Report]) -> list[str]:
    """What newer lines lack that older ones had: a body, a field, most of their length."""
    latest, before = _split(reports)
    if _read(before) < BEFORE or _read(latest) < LATEST:
        return []
    said = []
    lost, lost_before = _without_body(latest), _without_body(before)
    if lost > LACKING and lost_before <= FOUND_BEFORE:
        said.append(f"{lost:.0%} of the latest articles have no body, {lost_before:.0%} before")
    lines, lines_before = _lines(latest), _lines(before)
    if lines >= LATEST and lines_before >= BEFORE:
        for name in sorted({name for report in latest for name in _counts(report, "missing_fields")}):
            share, share_before = _missing(latest, name) / lines, _missing(before, name) / lines_before
            if share >= LACKING and share_before <= FOUND_BEFORE:
                said.append(f"{share:.0%} of the latest lines have no {name}, {share_before:.0%} before")
        length, length_before = _body_length(latest), _body_length(before)
        if length_before and length < SHORT * length_before:
            said.append(f"bodies have {length:.0f} characters now, {length_before:.0f} before (medians)")
    return said


def silent_channels(reports: Sequence[Report]) -> list[str]:
    """Channels that named articles in each of the runs before that asked for them, and none in the latest, which asked
    for all that they have (`settled`: sitemaps left alone; a run that went on with another asked for the rest alone).
    """
    if not reports or reports[0].get("goes_on"):
        return []
    said = []
    for channel in _channels(reports[0]):
        named = [_number(one, "articles") for one in _same_channel(reports[1:], str(channel.get("url")))]
        is_silent = _number(channel, "requests") and not _number(channel, "articles") + _number(channel, "settled")
        if is_silent and len(named) >= CHANNEL_RUNS and all(named[:CHANNEL_RUNS]):
            said.append(f"{channel.get('url')} names no article any more ({named[0]} the time before)")
    return said


def rolled_windows(reports: Sequence[Report]) -> list[str]:
    """Feeds and news sitemaps that named nothing in the latest run but what nobody had named before: their window has
    rolled past what they had the time before, and what was between is known from other channels or not at all.
    """
    said = []
    for channel in _channels(reports[0]) if len(reports) > 1 else ():
        articles, url = _number(channel, "articles"), str(channel.get("url"))
        named = [_number(one, "articles") for one in _same_channel(reports[1:], url)]
        is_feed = channel.get("channel") == "feed"
        is_window = is_feed or "news" in url.rpartition("/")[2].lower()
        is_known = any(named if is_feed else named[:1])  # a news sitemap holds two days: of a quiet site, often nothing
        if is_window and is_known and articles and _number(channel, "unseen") == articles:
            said.append(f"{url}: all {articles} articles are new, what came before them may be missing")
    return said


def _split(reports: Sequence[Report]) -> tuple[Sequence[Report], Sequence[Report]]:
    for number in range(1, len(reports) + 1):
        if _read(reports[:number]) >= LATEST:
            return reports[:number], reports[number:]
    return reports, ()


def _read(reports: Iterable[Report]) -> int:
    """Lines, and articles that gave none for want of a body."""
    reports = list(reports)
    return _lines(reports) + sum(_number(_counts(report, "outcomes"), "no_body") for report in reports)


def _lines(reports: Iterable[Report]) -> int:
    return sum(max(0, _number(one, "records_written") - _number(_counts(one, "states"), "removed")) for one in reports)


def _without_body(reports: Sequence[Report]) -> float:
    return 1 - _lines(reports) / max(_read(reports), 1)


def _missing(reports: Iterable[Report], name: str) -> int:
    return sum(_number(_counts(report, "missing_fields"), name) for report in reports)


def _body_length(reports: Iterable[Report]) -> float:
    lengths = [_number(_counts(report, "bodies"), "median") for report in reports]
    return float(median([length for length in lengths if length] or [0]))


def _channels(report: Report) -> list[Mapping[str, Any]]:
    found = report.get("channels")
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _same_channel(reports: Iterable[Report], url: str) -> list[Mapping[str, Any]]:
    found = [one for report in reports for one in _channels(report) if one.get("url") == url]
    return [one for one in found if _number(one, "requests")]


def _counts(report: Report, name: str) -> Mapping[str, Any]:
    found = report.get(name)
    return found if isinstance(found, Mapping) else {}


def _number(counts: Mapping[str, Any], name: str) -> int:
    found = counts.get(name)
    return int(found) if isinstance(found, int | float) else 0
