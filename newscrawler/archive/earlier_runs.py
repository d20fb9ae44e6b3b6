"""What earlier runs of an archive tell the next one: their reports, and which channels are not worth a request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from newscrawler.archive.paths import REPORTS, reports_in

RUNS = 6
"""A channel that named nothing is left alone in as many runs; so it is asked again in the one after them."""
_LARGEST = 16 * 1024 * 1024


def latest_reports(folder: Path, most: int) -> list[dict[str, Any]]:
    """The latest reports of the archive in `folder`, the newest first; one that cannot be read is passed over."""
    found = []
    for name in reports_in(folder)[: -most - 1 : -1]:
        path = folder / REPORTS / name
        try:
            report = orjson.loads(path.read_bytes()) if path.stat().st_size <= _LARGEST else None
        except (OSError, orjson.JSONDecodeError):
            continue
        if isinstance(report, dict):
            found.append(report)
    return found


def barren_channels(folder: Path) -> frozenset[str]:
    """Addresses of channels that were asked in the latest runs and named nothing in any of them.

    `folder` is the archive's; a report that cannot be read is passed over.
    """
    named: dict[str, int] = {}
    for report in latest_reports(folder, RUNS):
        channels = report.get("channels")
        for channel in channels if isinstance(channels, list) else ():
            if isinstance(channel, dict) and isinstance(channel.get("named"), int):
                url = str(channel.get("url"))
                named[url] = named.get(url, 0) + channel["named"]
    return frozenset(url for url, count in named.items() if count == 0)
