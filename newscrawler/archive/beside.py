"""Files that are written whole or not at all: beside their place, synced, and renamed into it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

from newscrawler.archive.folders import sync_folder


def write_beside(path: Path, write: Callable[[IO[bytes]], int]) -> int:
    """Have `write` fill a file beside `path`, sync it and rename it into place; gives what `write` gives.

    What is there and no file (a pipe, `/dev/stdout`) is written to as it is: renaming would put a file in its place.
    """
    if _is_open_elsewhere(path):
        with path.open("ab") as place:
            return write(place)
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            count = write(file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return count


def _is_open_elsewhere(path: Path) -> bool:
    """Whether `path` is a pipe, a device, or a name for what is open already, as `/dev/stdout` is, whatever it is."""
    is_name_for_one = path.is_symlink() and path.absolute().parts[:2] in (("/", "dev"), ("/", "proc"))
    return path.exists() and (is_name_for_one or not path.is_file())
