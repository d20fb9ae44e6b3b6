"""`newscrawler`: Scrapy's own command line with this project's settings, from any folder; `--version` is ours."""

from __future__ import annotations

import difflib
import os
import sys
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
    os.environ["SCRAPY_SETTINGS_MODULE"] = "newscrawler.settings"
    try:
        execute()
    except KeyboardInterrupt:  # before the command began, which would have said what it did
        print("\nStopped before it began", file=sys.stderr)
        sys.exit(STOPPED)
    except SystemExit as end:
        if end.code == ExitCode.USAGE and (meant := meant_by(words)):
            print(f"Did you mean 'newscrawler {meant}'?", file=sys.stderr)
        raise


def meant_by(words: list[str]) -> str | None:
    """The command that the first of `words` may have meant, where it is none itself; Scrapy says that it is none.

    >>> meant_by(["verifyy", "demo"]), meant_by(["verify"]), meant_by(["--help"]), meant_by([])
    ('verify', None, None, None)
    """
    names = {module.name for package in (scrapy.commands, commands) for module in iter_modules(package.__path__)}
    if not words or words[0] in names:
        return None
    return next(iter(difflib.get_close_matches(words[0], sorted(names - set(SHARED)), 1)), None)


if __name__ == "__main__":
    main()
