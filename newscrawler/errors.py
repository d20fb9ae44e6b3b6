"""The error tree. Each error's text says what happened, where, and what to do about it.

    NewscrawlerError
    ├── UsageError            a wrong name, argument or setting            exit code 2
    └── ArchiveError          the archive cannot be read or written        exit code 14
        └── ArchiveInUse      another crawl holds it                       exit code 15

Loudness follows whether the work can go on: *stop* (these errors), *drop and count* (an `Outcome`),
*note* (a stat: an optional field is missing).
"""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """What a crawl's exit code says; where several apply, the highest."""

    WELL = 0
    UNEXPECTED = 1
    USAGE = 2
    NO_ARTICLES = 10
    FAR_FEWER = 11
    LAYOUT_DRIFT = 12
    REFUSED = 13
    ARCHIVE_TROUBLE = 14
    ARCHIVE_IN_USE = 15


class NewscrawlerError(Exception):
    """Any error that a person is told of in one line, without a traceback."""

    exit_code = ExitCode.UNEXPECTED


class UsageError(NewscrawlerError):
    """A name, argument or setting is wrong; nothing was started."""

    exit_code = ExitCode.USAGE


class ArchiveError(NewscrawlerError):
    """The archive cannot be read or written; what was committed stays."""

    exit_code = ExitCode.ARCHIVE_TROUBLE
    folder: Path | None = None
    """The archive's, where a crawl was writing to it: of several sites only that one's then comes to its end."""


class ArchiveInUse(ArchiveError):
    """Another crawl holds this archive."""

    exit_code = ExitCode.ARCHIVE_IN_USE
