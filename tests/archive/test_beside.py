"""Files are written whole or not at all; what is no file is written to."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from threading import Thread

import pytest

from newscrawler.archive.beside import write_beside


def test_a_file_is_replaced_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError):
        write_beside(path, lambda file: file.write(b"half") // 0)
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"before", ["a.csv"])
    assert write_beside(path, lambda file: file.write(b"after")) == 5
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"after", ["a.csv"])


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names there")
def test_a_pipe_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    read = []
    reader = Thread(target=lambda: read.append(path.read_bytes()))
    reader.start()
    write_beside(path, lambda file: file.write(b"through"))
    reader.join()
    assert read == [b"through"]
    assert path.is_fifo()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="what is open has no names there")
def test_a_name_for_what_is_open_stays_one(tmp_path: Path) -> None:
    """As `/dev/stdout`, where it leads to a file: it is written on, and nothing is put in the name's place."""
    path = tmp_path / "all"
    with path.open("ab") as file:
        file.write(b"before, ")
        file.flush()
        write_beside(Path(f"/proc/self/fd/{file.fileno()}"), lambda file: file.write(b"after"))
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"before, after", ["all"])
