"""The command line itself: what is said where no command is meant, or none of that name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from running import REPOSITORY, Scrapy


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], '"newscrawler" does the same'),
        (["help"], '"newscrawler" does the same'),
        (["help", "verify"], "--rebuild"),
        (["--version"], "newscrawler "),
    ],
)
def test_help(scrapy: Scrapy, tmp_path: Path, words: list[str], said: str) -> None:
    done = scrapy(*words, output=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert said in done.out


def test_no_such_command(scrapy: Scrapy, tmp_path: Path) -> None:
    done = scrapy("verifyy", "demo", output=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("There is no command 'verifyy'. Did you mean 'newscrawler verify'?")


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m newscrawler list | true"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env={"PYTHONPATH": str(REPOSITORY)}, capture_output=True, text=True
    )
    assert done.stderr == ""
