"""`scrapy crawl`: Scrapy's, with everything checked before the engine starts, and an exit code that says it all."""

from __future__ import annotations

import argparse
import difflib
import logging

from scrapy import Spider
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError as ScrapyUsageError
from scrapy.settings import BaseSettings

from newscrawler.checks import check_feed, check_log, check_settings
from newscrawler.errors import ExitCode, UsageError
from newscrawler.exit_codes import MEANING
from newscrawler.logs import log_as_json
from newscrawler.run import run_of
from newscrawler.spiders.arguments import Arguments
from newscrawler.spiders.base import NewsSpider
from newscrawler.summary import show_summary

logger = logging.getLogger(__name__)

CHATTY = ("scrapy.addons", "scrapy.crawler", "scrapy.middleware", "scrapy.utils.log")
"""Loggers that list settings and parts at every start: 40 lines before the first that tells of the crawl."""


def say_if_it_cannot_log(settings: BaseSettings) -> None:
    """Scrapy's UsageError, which is a line; Scrapy's own logging would be a traceback."""
    try:
        check_log(settings)
    except UsageError as error:
        raise ScrapyUsageError(str(error), print_help=False) from None


class Command(ScrapyCrawl):
    """Crawl with one of the project's spiders."""

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Crawl a news site and archive its articles"

    def long_desc(self) -> str:
        """For `scrapy crawl --help`."""
        return (
            "Crawl with a spider of this project (see 'scrapy list'). Arguments of all news spiders, as -a "
            "NAME=VALUE: url, since, until (YYYY-MM-DD), limit, section, match (a regular expression), archive; "
            "'news' also takes urls=FILE and articles=FILE|-, 'demo' day=N and no url; 'all' crawls the sites of "
            "--sites FILE (TOML). Exit codes: 0 well, 1 unexpected, 2 usage, 10 no article known at all, 11 far "
            "fewer than usual, 12 layout drift, 13 site refuses, 14 archive trouble, 15 archive in use; "
            "the highest applies."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """As Scrapy's, `--quiet`, and `--sites`."""
        super().add_options(parser)
        parser.add_argument("--sites", metavar="FILE", help="for 'all': the sites, with arguments of their own (TOML)")
        parser.add_argument("--quiet", action="store_true", help="say nothing but warnings and errors")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """As Scrapy's; and what it logs with is checked before it begins to log."""
        super().process_options(args, opts)
        assert self.settings is not None
        if opts.sites is not None:
            opts.spargs["sites"] = opts.sites
        if opts.quiet:
            self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
        say_if_it_cannot_log(self.settings)
        if self.settings.get("NEWSCRAWLER_LOG") == "json":
            log_as_json(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check, crawl, and set the exit code."""
        try:
            if opts.sites is not None and args != ["all"]:
                raise UsageError(f"--sites goes with the spider 'all': scrapy crawl all --sites {opts.sites}")
            spidercls = self._spider_class(args)
            arguments = self._checked_arguments(spidercls, opts.spargs)
        except UsageError as error:
            raise ScrapyUsageError(str(error), print_help=False) from None
        assert self.crawler_process is not None
        for name in CHATTY:
            logging.getLogger(name).setLevel(logging.WARNING)
        assert self.settings is not None
        is_json = self.settings.get("NEWSCRAWLER_LOG") == "json"
        crawler = self._create_crawler(spidercls)
        self.crawler_process.crawl(crawler, **opts.spargs, **arguments)
        self.crawler_process.start()
        self.exitcode = self._exit_code(crawler, spidercls)
        if is_json:
            for hint in run_of(crawler).hints:
                logger.warning("%s", hint)
            logger.info("exit code %d: %s", self.exitcode, MEANING.get(ExitCode(self.exitcode)))
        elif issubclass(spidercls, NewsSpider) and crawler.settings.getbool("LOG_ENABLED") and not opts.quiet:
            reason = str(crawler.stats.get_value("finish_reason", ""))
            show_summary(run_of(crawler), ExitCode(self.exitcode), reason)

    def _spider_class(self, args: list[str]) -> type[Spider]:
        unknown = [word for word in args if word.startswith("-")]
        if unknown:
            raise UsageError(f"{unknown[0]} is no option: 'scrapy crawl --help' shows those there are")
        if without_a := next((word for word in args if "=" in word), None):
            raise UsageError(f"{without_a} is no spider; an argument comes behind -a: -a {without_a}")
        if len(args) != 1:
            named = f", not {len(args)} ({', '.join(args)})" if args else ""
            raise UsageError(f"Say one spider{named}: 'scrapy crawl demo'. 'scrapy list' shows them all")
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
        arguments = spidercls.read_arguments(given)
        assert self.settings is not None
        for address in self.settings.getdict("FEEDS"):
            check_feed(str(address))
        return {"arguments": arguments}

    def _check_settings(self) -> None:
        assert self.settings is not None
        check_settings(self.settings)
        if self.settings.getbool("NEWSCRAWLER_ARCHIVE"):
            if self.settings.get("JOBDIR"):
                raise UsageError(
                    "JOBDIR does not go with an archive, which resumes by itself; leave it out, or set "
                    "NEWSCRAWLER_ARCHIVE=False"
                )
            if self.settings.getbool("HTTPCACHE_ENABLED"):
                raise UsageError(
                    "HTTPCACHE_ENABLED does not go with an archive: what a cache answers was never received, and is "
                    "not captured; leave it out, or set NEWSCRAWLER_ARCHIVE=False"
                )

    def _exit_code(self, crawler: Crawler, spidercls: type[Spider]) -> ExitCode:
        assert self.crawler_process is not None
        if self.crawler_process.bootstrap_failed:
            return ExitCode.UNEXPECTED
        if not issubclass(spidercls, NewsSpider):
            return ExitCode.WELL
        code = run_of(crawler).exit_code
        if code is ExitCode.WELL and crawler.stats.get_value("log_count/ERROR", 0):
            return ExitCode.UNEXPECTED  # such as a feed that could not be written: Scrapy logs it and goes on
        return code
