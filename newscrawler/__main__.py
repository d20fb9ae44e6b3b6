"""`newscrawler`: Scrapy's own command line with this project's settings, from any folder; `--version` is ours."""

from __future__ import annotations

import difflib
import os
import sys
from importlib.metadata import entry_points
from pkgutil import iter_modules

import scrapy.commands
from scrapy.cmdline import execute

from newscrawler import commands
from newscrawler.commands.ending import STOPPED
from newscrawler.errors import ExitCode
from newscrawler.version import about

SHARED = ("ending", "looking", "on_archive", "one_record")
"""Modules beside the commands that are none."""


def main() -> None:
    """Run one command; exits with its code."""
    words = sys.argv[1:]  # Scrapy takes the command out of them
    if words in (["--version"], ["-V"]):
        print(about())
        return
    if words[:1] == ["help"]:  # as git and others have it
        sys.argv[1:] = words = [*words[1:2], "--help"]
    if (wrong := words[0] if words else "") and not wrong.startswith("-") and wrong not in known():
        print(unknown(wrong), file=sys.stderr)
        sys.exit(ExitCode.USAGE)
    os.environ["SCRAPY_SETTINGS_MODULE"] = "newscrawler.settings"
    try:
        _execute(words)
    except KeyboardInterrupt:  # before the command began, which would have said what it did
        print("\nStopped before it began", file=sys.stderr)
        sys.exit(STOPPED)
    except BrokenPipeError as error:  # whoever reads has read enough: `newscrawler list | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(getattr(error.__context__, "code", ExitCode.WELL))


def _execute(words: list[str]) -> None:
    try:
        execute()
    finally:
        if words in ([], ["-h"], ["--help"]):
            print('\nWherever it says "scrapy" here and in the docs, "newscrawler" does the same, in any folder')
        if sys.stdout:  # None where whoever started us has closed it
            sys.stdout.flush()


def known() -> set[str]:
    """Names of commands, Scrapy's own and those that other packages bring included."""
    packages = (scrapy.commands, commands)
    modules = {module.name for package in packages for module in iter_modules(package.__path__)}
    return modules - set(SHARED) | {brought.name for brought in entry_points(group="scrapy.commands")}


def unknown(word: str) -> str:
    """What is said where no command is called `word`.

    >>> unknown("verifyy")
    "There is no command 'verifyy'. Did you mean 'newscrawler verify'? 'newscrawler' alone shows them all"
    >>> unknown("qqq")
    "There is no command 'qqq'. 'newscrawler' alone shows them all"
    """
    close = difflib.get_close_matches(word, sorted(known()), 1)
    meant = f"Did you mean 'newscrawler {close[0]}'? " if close else ""
    return f"There is no command {word!r}. {meant}'newscrawler' alone shows them all"


if __name__ == "__main__":
    main()
