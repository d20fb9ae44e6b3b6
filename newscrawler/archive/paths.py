"""Where archives lie and what they may be called."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from scrapy.utils.conf import closest_scrapy_cfg

from newscrawler.archive.folders import names_in
from newscrawler.errors import UsageError

ARTICLES = "articles"
CAPTURES = "captures"
REPORTS = "reports"

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # Windows' device names


def checked_name(name: str) -> str:
    """`name` if every common file system takes it as a folder's name; UsageError if not."""
    if _NAME.fullmatch(name) and not name.endswith(".") and not _RESERVED.fullmatch(name):
        return name
    raise UsageError(
        f"{name!r} cannot name an archive: use 1-100 letters, digits, '.', '_' and '-', "
        "beginning with a letter, a digit or '_', and no name that Windows reserves"
    )


def name_of_host(host: str) -> str:
    """The archive's name for a site's host: `host`, or `host_port` where there is a port.

    >>> name_of_host("example.org"), name_of_host("127.0.0.1:8000"), name_of_host("[::1]:80")
    ('example.org', '127.0.0.1_8000', '__1_80')
    """
    return checked_name(re.sub(r"[^A-Za-z0-9.-]", "_", host.replace("[", "").replace("]", ""))[:100])


def output_folder(chosen: str | None) -> Path:
    """Where archives lie: the folder `chosen`, else `output/` beside scrapy.cfg, else in the current folder."""
    if chosen:
        return Path(chosen)
    project = closest_scrapy_cfg()
    return (Path(project).parent if project else Path()) / "output"


def archive_folder(output: Path, archive: str) -> Path:
    """The folder of ARCHIVE, which is a name below `output` or a path."""
    if "/" in archive or "\\" in archive or archive in (".", ".."):
        return Path(archive)
    return output / checked_name(archive)


def archives_in(output: Path) -> list[str]:
    """The names of the archives below `output`, sorted; none where there is no such folder."""
    if not output.is_dir():
        return []
    return sorted(path.name for path in output.iterdir() if (path / ARTICLES).is_dir())


def articles_file(now: datetime, ending: str) -> str:
    """The file for lines written at `now` (UTC), inside the archive's folder."""
    return f"{ARTICLES}/{now:%Y-%m-%d}.{ending}"


def report_file(folder: Path, run_id: str) -> Path:
    """The report of one run."""
    return folder / REPORTS / f"{run_id}.json"


def run_order(name: str) -> tuple[str, int, str]:
    """What runs are sorted by, oldest first: `name` is a run's id, or a file's that begins with one.

    >>> sorted(["20260210T120000Z-10.json", "20260210T120000Z-2.json", "20260210T120000Z.json"], key=run_order)
    ['20260210T120000Z.json', '20260210T120000Z-2.json', '20260210T120000Z-10.json']
    """
    stamp, _, count = name.partition(".")[0].partition("-")
    return stamp, int(count) if count.isdecimal() and len(count) < 10 else 0, name


def reports_in(folder: Path) -> list[str]:
    """The names of the runs' reports of the archive in `folder`, oldest first."""
    return sorted(names_in(folder / REPORTS, ".json"), key=run_order)


def _has_files_of(folder: Path, run_id: str) -> bool:
    """Whether a run left its report, or captures alone: it was killed, and the ledger that knew it was lost."""
    return report_file(folder, run_id).exists() or (folder / CAPTURES / f"{run_id}-00001.warc.gz").exists()


def free_run_id(folders: list[Path], now: datetime, is_taken: Callable[[str], bool] = lambda run_id: False) -> str:
    """A run's id that is not taken, and of which none of these archives has a report or captures: `20260210T120000Z`,
    then `…-2`.

    It is free also where the clock stands still, as the demo's does; `run_order` sorts such ids by time.
    """
    stamp = f"{now:%Y%m%dT%H%M%SZ}"
    run_id, count = stamp, 1
    while is_taken(run_id) or any(_has_files_of(folder, run_id) for folder in folders):
        count += 1
        run_id = f"{stamp}-{count}"
    return run_id
