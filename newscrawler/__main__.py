"""`newscrawler`: Scrapy's own command line with this project's settings, from any folder; `--version` is ours."""

from __future__ import annotations

import os
import sys

from scrapy.cmdline import execute

from newscrawler.version import about


def main() -> None:
    """Run one command; exits with its code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(about())
        return
    os.environ["SCRAPY_SETTINGS_MODULE"] = "newscrawler.settings"
    execute()


if __name__ == "__main__":
    main()
