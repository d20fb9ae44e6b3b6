"""What is said of an archive that was verified: each thing that is not as it should be, and how much was walked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How bad a finding is."""

    LOST = "lost"
    """Bytes that were committed are gone or changed."""
    WRONG = "wrong"
    """The bytes are there, but they contradict each other."""
    NOTE = "note"
    """Nothing is wrong; the next crawl sees to it."""


@dataclass(slots=True, frozen=True)
class Finding:
    """One thing that is not as it should be."""

    grade: Grade
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.grade}: {self.where}: {self.what}"


@dataclass(slots=True)
class Counts:
    """What was walked."""

    files: int = 0
    lines: int = 0
    captures: int = 0
    reread: int = 0
