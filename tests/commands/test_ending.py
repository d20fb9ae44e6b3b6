"""A command that is ended from outside ends in a line."""

from __future__ import annotations

import io
import os
import sys
from types import SimpleNamespace

import pytest

from newscrawler.commands.ending import STOPPED, ended_from_outside


def test_ctrl_c_is_a_line_and_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    command = SimpleNamespace(exitcode=0)
    with ended_from_outside(command, "verify demo"):
        raise KeyboardInterrupt
    assert command.exitcode == STOPPED
    assert capsys.readouterr().err == "\nStopped before it was done: verify demo\n"


def test_who_reads_may_have_read_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = SimpleNamespace(exitcode=0)
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        with ended_from_outside(command, "verify demo"):
            print("what waits in the buffer is written at the end alone")
    assert command.exitcode == 0


def test_nobody_may_listen_from_the_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with ended_from_outside(SimpleNamespace(exitcode=0), "verify demo"):
        print("in vain")
        sys.stdout.buffer.write(b"as well")


def test_letters_that_an_encoding_has_not_are_written_as_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    with ended_from_outside(SimpleNamespace(exitcode=0), "verify demo"):
        print("北京 ⟦NULL⟧")
    assert written.getvalue() == rb"\u5317\u4eac \u27e6NULL\u27e7" + os.linesep.encode()
