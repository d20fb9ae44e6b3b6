"""What earlier runs of an archive tell the next one: which channels are not worth a request each time."""

from __future__ import annotations

from pathlib import Path

import orjson

from newscrawler.archive.paths import REPORTS

RUNS = 6
"""A channel that named nothing is left alone in as many runs; so it is asked again in the one after them."""
_LARGEST = 16 * 1024 * 1024


def barren_channels(folder: Path) -> frozenset[str]:
    """Addresses of channels that were asked in the latest runs and named nothing in any of them.

    `folder` is the archive's; a report that cannot be read is passed over.
    """
    named: dict[str, int] = {}
    for path in sorted((folder / REPORTS).glob("*.json"), reverse=True)[:RUNS]:
        try:
            report = orjson.loads(path.read_bytes()) if path.stat().st_size <= _LARGEST else None
        except (OSError, orjson.JSONDecodeError):
            continue
        channels = report.get("channels") if isinstance(report, dict) else None
        for channel in channels if isinstance(channels, list) else ():
            if isinstance(channel, dict) and isinstance(channel.get("named"), int):
                url = str(channel.get("url"))
                named[url] = named.get(url, 0) + channel["named"]
    return frozenset(url for url, count in named.items() if count == 0)
