"""Files that are written whole or not at all: beside their place, synced, and renamed into it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

from newscrawler.archive.folders import sync_folder


def write_beside(path: Path, write: Callable[[IO[bytes]], int]) -> int:
    """Have `write` fill a file beside `path`, sync it and rename it into place; gives what `write` gives."""
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
