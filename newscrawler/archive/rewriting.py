"""Files that only ever grow are written anew for one reason: something in them is to be forgotten.

    the new file is written beside the old one, and synced → one transaction of the ledger says that it counts, and
    that it has still to take the old one's name → it takes it → the ledger is made anew without its free pages

Whatever dies in between: before the transaction nothing happened, after it every opening carries on. Nobody reads
an archive before `finish_rewriting` has looked at it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from newscrawler.archive.folders import names_in, sync_folder
from newscrawler.archive.ledger import LEDGER, Ledger
from newscrawler.archive.paths import ARTICLES, CAPTURES, REPORTS
from newscrawler.errors import ArchiveError

ANEW = ".anew"
"""Ending of a file that is to take another one's name."""


def write_anew(folder: Path, path: str, pieces: Iterable[bytes]) -> int:
    """Write what is to become the file at `path`, synced; gives its length."""
    length = 0
    with (folder / f"{path}{ANEW}").open("wb") as file:
        for piece in pieces:
            file.write(piece)
            length += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return length


def promise(ledger: Ledger, paths: Iterable[str], gone: Iterable[str] = ()) -> None:
    """Say in the open transaction that the files at `paths` are to be replaced, those `gone` taken away."""
    for path in paths:
        ledger.write("INSERT INTO rewrites (path, is_gone) VALUES (?, 0)", (path,))
    for path in gone:
        ledger.write("INSERT INTO rewrites (path, is_gone) VALUES (?, 1)", (path,))


def open_ledger(folder: Path) -> Ledger:
    """The ledger of the archive in `folder`, which is locked; a rewriting that was cut short is finished first.

    Raises ArchiveError where it cannot be opened or finished, or is empty and there are captures.
    """
    ledger = Ledger(folder / LEDGER)
    if ledger.is_new and has_captures(folder):  # emptied, or without the log that held all of it
        ledger.close()
        raise ledger_is_lost(folder)
    try:
        finish_rewriting(folder, ledger)
    except (OSError, sqlite3.Error) as error:
        ledger.close()
        raise ArchiveError(f"Cannot put the files of {folder} in place: {error}. Mend it and start again") from error
    return ledger


def has_captures(folder: Path) -> bool:
    """Whether anything was captured, which no ledger that is new can know of."""
    return (folder / CAPTURES).is_dir() and any((folder / CAPTURES).iterdir())


def ledger_is_lost(folder: Path) -> ArchiveError:
    """What to say of captures without a ledger that knows them."""
    return ArchiveError(
        f"{folder} has captures but no {LEDGER} that knows anything. Make it anew with 'scrapy verify ARCHIVE "
        "--rebuild', or put it back from a copy that is as new as the captures"
    )


def finish_rewriting(folder: Path, ledger: Ledger) -> None:
    """Carry on where a rewriting was cut short, and clear away one that never counted."""
    promised = ledger.all("SELECT path, is_gone FROM rewrites ORDER BY path")
    for path, is_gone in promised:
        beside = folder / f"{path}{ANEW}"
        if is_gone or beside.exists():
            _take_away_linked(folder / path)
        if is_gone:
            (folder / path).unlink(missing_ok=True)
        elif beside.exists():
            beside.replace(folder / path)
    if promised:
        for path in folder.glob(f"{LEDGER}.old-*"):  # it knows what is to be forgotten
            path.unlink()
    if _clear(folder) or promised:
        sync_folders(folder)
    if promised:
        ledger.make_anew()
        ledger.write("DELETE FROM rewrites")
        ledger.commit()
        ledger.empty_log()


def _take_away_linked(path: Path) -> None:
    """Where `path` is a link, as of captures that were put on another disk: take away what it leads to."""
    if path.is_symlink():
        path.resolve().unlink(missing_ok=True)


def sync_folders(folder: Path) -> None:
    """Have the names of all files of the archive on the disk."""
    for part in (ARTICLES, CAPTURES, REPORTS):
        if (folder / part).is_dir():
            sync_folder(folder / part)
    sync_folder(folder)


def _clear(folder: Path) -> bool:
    """Take away what a rewriting left behind that came to nothing."""
    parts = [folder / part for part in ("", ARTICLES, CAPTURES, REPORTS)]
    left = [part / name for part in parts for name in names_in(part, ANEW)]
    for path in left:
        path.unlink()
    return bool(left)
