"""A lock on a folder that dies with its process: the operating system's, never a file that says "locked"."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import IO

from newscrawler.errors import ArchiveError, ArchiveInUse

LOCK_NAME = "archive.lock"
_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK})


class FolderLock:
    """Held from construction to `release` (or to the process's end, however it ends)."""

    def __init__(self, folder: Path) -> None:
        try:
            self._file: IO[bytes] = (folder / LOCK_NAME).open("a+b")
        except OSError as error:
            raise ArchiveError(f"Cannot write to the archive {folder}: {error.strerror}") from error
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            if error.errno not in _HELD:
                raise ArchiveError(
                    f"Cannot lock the archive {folder}: {error.strerror}; choose a folder on another file system"
                ) from error
            raise ArchiveInUse(
                f"The archive {folder} is in use by another crawl; wait for it or stop it, then start again"
            ) from None

    def release(self) -> None:
        """Let go."""
        self._file.close()


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
