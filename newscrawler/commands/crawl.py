"""`scrapy crawl`: Scrapy's, with everything checked before the engine starts, and an exit code that says it all."""

from __future__ import annotations

import argparse
import difflib
import logging

from scrapy import Spider
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError as ScrapyUsageError

from newscrawler import settings as our_settings
from newscrawler.clock import clock_at
from newscrawler.errors import ExitCode, UsageError
from newscrawler.run import run_of
from newscrawler.spiders.arguments import Arguments
from newscrawler.spiders.base import NewsSpider

SWITCHES = ("NEWSCRAWLER_ARCHIVE", "ROBOTSTXT_OBEY", "HTTPCACHE_ENABLED")
NUMBERS = (
    "DOWNLOAD_DELAY",
    "DOWNLOAD_TIMEOUT",
    "DOWNLOAD_MAXSIZE",
    "RETRY_TIMES",
    "NEWSCRAWLER_DEMO_DAY",
    "NEWSCRAWLER_MAX_CRAWL_DELAY",
    "NEWSCRAWLER_MAX_REDIRECTS",
    "NEWSCRAWLER_PROGRESS_SECONDS",
)

CHATTY = ("scrapy.addons", "scrapy.crawler", "scrapy.middleware", "scrapy.utils.log")
"""Loggers that list settings and parts at every start: 40 lines before the first that tells of the crawl."""


class Command(ScrapyCrawl):
    """Crawl with one of the project's spiders."""

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Crawl a news site and archive its articles"

    def long_desc(self) -> str:
        """For `scrapy crawl --help`."""
        return (
            "Crawl with a spider of this project (see 'scrapy list'). Arguments of all news spiders, as -a NAME=VALUE: "
            "url, since, until (YYYY-MM-DD), limit, section, match (a regular expression), archive; 'news' also takes "
            "urls=FILE and articles=FILE|-, 'demo' day=N. Exit codes: 0 well, 1 unexpected, 2 usage, 10 no article "
            "known at all, 11 far fewer than usual, 12 layout drift, 13 site refuses, 14 archive trouble, 15 archive "
            "in use; the highest applies."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check, crawl, and set the exit code."""
        try:
            spidercls = self._spider_class(args)
            arguments = self._checked_arguments(spidercls, opts.spargs)
        except UsageError as error:
            raise ScrapyUsageError(str(error), print_help=False) from None
        assert self.crawler_process is not None
        for name in CHATTY:
            logging.getLogger(name).setLevel(logging.WARNING)
        crawler = self._create_crawler(spidercls)
        self.crawler_process.crawl(crawler, **opts.spargs, **arguments)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = ExitCode.UNEXPECTED
        elif issubclass(spidercls, NewsSpider):
            self.exitcode = run_of(crawler).exit_code

    def _spider_class(self, args: list[str]) -> type[Spider]:
        if len(args) != 1:
            raise UsageError("Say one spider: 'scrapy crawl demo'. 'scrapy list' shows them all")
        assert self.crawler_process is not None
        name = args[0]
        known = self.crawler_process.spider_loader.list()
        if name in known:
            return self.crawler_process.spider_loader.load(name)
        close = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean {close[0]!r}?" if close else "for any site: scrapy crawl news -a url=https://example.org."
        raise UsageError(f"There is no spider {name!r}; {hint} Spiders: {', '.join(sorted(known))}")

    def _checked_arguments(self, spidercls: type[Spider], given: dict[str, str]) -> dict[str, Arguments]:
        """The spider's arguments, read once: standard input (`articles=-`) cannot be read again."""
        if not issubclass(spidercls, NewsSpider):
            return {}
        self._check_settings()
        return {"arguments": spidercls.read_arguments(given)}

    def _check_settings(self) -> None:
        assert self.settings is not None
        ours = [name for name in dir(our_settings) if name.startswith("NEWSCRAWLER_")]
        for name in self.settings:
            if name.startswith("NEWSCRAWLER_") and name not in ours:
                close = difflib.get_close_matches(name, ours, 1)
                hint = f" (did you mean {close[0]}?)" if close else ""
                raise UsageError(f"There is no setting {name}{hint}. Ours: {', '.join(ours)}")
        clock_at(self.settings.get("NEWSCRAWLER_NOW"))
        for name in SWITCHES:
            try:
                self.settings.getbool(name)
            except ValueError:
                raise UsageError(f"{name}={self.settings.get(name)!r} is neither True nor False") from None
        for name in ("JOBDIR", "HTTPCACHE_ENABLED"):
            if self.settings.get(name) and self.settings.getbool("NEWSCRAWLER_ARCHIVE"):
                raise UsageError(
                    f"{name} does not go with an archive, which resumes by itself; leave it out, or set "
                    "NEWSCRAWLER_ARCHIVE=False"
                )
        for name in NUMBERS:
            try:
                number = float(self.settings.get(name))
            except (TypeError, ValueError):
                raise UsageError(f"{name}={self.settings.get(name)!r} is no number") from None
            if not 0 <= number < float("inf"):
                raise UsageError(f"{name}={self.settings.get(name)!r} must be 0 or more")
