"""A disk that loses what was not synced: replays what `recording.c` wrote down, and stops where the power goes.

A file's bytes are sure once it was synced, its name once its folder was, and a folder's name once *its* folder was.
What is not sure may be there or not, in any order, torn in the middle, or as zeros of the right length.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

_HEAD = struct.Struct("=c4q")


@dataclass(slots=True, frozen=True)
class Step:
    """One thing that a program did."""

    letter: str
    path: str
    other: str
    offset: int
    content: bytes


class Loss(StrEnum):
    """What becomes of what was not sure."""

    ALL = "all of it is lost"
    BYTES = "names are there, bytes are not"
    NAMES = "bytes are there, names are not"
    TORN = "some of it is lost, torn or zeros"


def recorded(log: Path, under: Path) -> list[Step]:
    """The steps in a log, with paths inside the folder `under`."""
    content = log.read_bytes()
    steps, place, skipped = [], 0, len(str(under)) + 1
    while place < len(content):
        letter, first, second, offset, length = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        path, other = content[place : place + first].decode(), content[place + first : place + first + second].decode()
        place += first + second
        written = content[place : place + length] if letter == b"W" else b""
        place += len(written)
        steps.append(Step(letter.decode(), path[skipped:], other[skipped:], offset, written))
    return steps


@dataclass(slots=True)
class _File:
    """An inode: its bytes, those that are sure, and what was done since: offset and bytes (None: cut to offset)."""

    content: bytearray = field(default_factory=bytearray)
    sure: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def change(self, offset: int, content: bytes | None) -> None:
        if content is not None and offset < 0:
            offset = len(self.content)
        self.since.append((offset, content))
        _apply(self.content, offset, content)

    def sync(self) -> None:
        self.sure, self.since = bytes(self.content), []


class Disk:
    """What a program has written so far, and how much of it is sure. A folder is known by its path."""

    def __init__(self) -> None:
        self._names: dict[str, _File | None] = {}
        """Path → inode; None for a folder."""
        self._sure: dict[str, _File | None] = {}
        self._since: dict[str, list[tuple[str, _File | None, bool]]] = {}
        """Folder → names put in (True) or taken out since it was synced."""

    @classmethod
    def of(cls, folder: Path) -> Disk:
        """A disk that holds what is in `folder`, all of it sure."""
        disk = cls()
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder))
            content = None if path.is_dir() else path.read_bytes()
            disk._names[name] = None if content is None else _File(bytearray(content), content)
        disk._sure = dict(disk._names)
        return disk

    def do(self, step: Step) -> None:
        """One step on."""
        if step.letter in "CD":
            self._name(step.path, _File() if step.letter == "C" else None)
        elif step.letter == "U":
            self._unname(step.path)
        elif step.letter == "R":
            moved = self._names[step.path]
            self._name(step.other, moved)
            self._unname(step.path)
        elif step.letter == "S" and self._names.get(step.path) is None:
            self._sync_folder(step.path)
        else:
            self._change(step)

    def _change(self, step: Step) -> None:
        file = self._names.get(step.path)
        if file is None:  # it has no name any more
            return
        if step.letter == "S":
            file.sync()
        else:
            file.change(step.offset, step.content if step.letter == "W" else None)

    def after_loss(self, loss: Loss, chance: random.Random) -> dict[str, bytes | None]:
        """What is there when the power is back: path → bytes, None for a folder."""
        names = dict(self._names if loss is Loss.BYTES else self._sure)
        if loss is Loss.TORN:
            for changes in self._since.values():
                for path, file, is_there in changes[: chance.randint(0, len(changes))]:  # a folder keeps its order
                    names[path] = file
                    if not is_there:
                        del names[path]
        found: dict[str, bytes | None] = {}
        for path in sorted(names):
            parent = str(PurePosixPath(path).parent)
            if parent == "." or parent in found:  # what lies in a folder that is lost is lost with it
                file = names[path]
                found[path] = None if file is None else _left_of(file, loss, chance)
        return found

    def as_killed(self) -> dict[str, bytes | None]:
        """What is there where the process died alone."""
        return {path: None if file is None else bytes(file.content) for path, file in sorted(self._names.items())}

    def copy(self) -> Disk:
        """As it is now."""
        return deepcopy(self)

    def _name(self, path: str, file: _File | None) -> None:
        self._names[path] = file
        self._since.setdefault(str(PurePosixPath(path).parent), []).append((path, file, True))

    def _unname(self, path: str) -> None:
        self._since.setdefault(str(PurePosixPath(path).parent), []).append((path, self._names.pop(path), False))

    def _sync_folder(self, path: str) -> None:
        for name, file, is_there in self._since.pop(path or ".", []):
            self._sure[name] = file
            if not is_there:
                del self._sure[name]


def put_down(files: dict[str, bytes | None], folder: Path) -> None:
    """Make files of what is left."""
    folder.mkdir()
    for path, content in files.items():
        if content is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(content)


def states(steps: list[Step]) -> Iterator[Disk]:
    """The disk after each step; one object that goes on."""
    disk = Disk()
    for step in steps:
        disk.do(step)
        yield disk


def _left_of(file: _File, loss: Loss, chance: random.Random) -> bytes:
    if loss in (Loss.ALL, Loss.BYTES):
        return file.sure
    if loss is Loss.NAMES:
        return bytes(file.content)
    content = bytearray(file.sure)
    for offset, written in file.since:
        fate = chance.choice(("kept", "lost", "torn", "zeros"))
        if fate == "kept" or written is None:
            if fate == "kept":
                _apply(content, offset, written)
        elif fate == "torn":
            _apply(content, offset, written[: chance.randint(0, len(written))])
        elif fate == "zeros":
            _apply(content, offset, bytes(len(written)))
    return bytes(content)


def _apply(content: bytearray, offset: int, written: bytes | None) -> None:
    if written is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(written)] = written
