"""`scrapy discover URL`: what each channel of a site offers, without crawling it."""

from __future__ import annotations

import argparse
import logging
import sys
from dataclasses import asdict

import orjson
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError as ScrapyUsageError

from newscrawler.checks import check_settings
from newscrawler.commands.crawl import CHATTY
from newscrawler.discovery.listings import Tally
from newscrawler.errors import ExitCode, UsageError
from newscrawler.exit_codes import MEANING
from newscrawler.run import Run, run_of
from newscrawler.survey import SurveySpider

MOST_REQUESTS = 200


class Command(ScrapyCommand):
    """Look at a site's channels."""

    def syntax(self) -> str:
        """For the usage line."""
        return "URL [--json] [--requests N]"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Show what a site's sitemaps, feeds and REST interface offer, without crawling it"

    def long_desc(self) -> str:
        """For `scrapy discover --help`."""
        return (
            "Asks for the page at URL, for robots.txt, and for the channels these tell of: sitemaps, news sitemaps, "
            "feeds, WordPress' REST interface. No article is fetched, nothing is archived. Exit codes: 0 articles "
            "are named, 2 usage, 10 none is, 13 the site refuses."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--json`, `--requests`."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.add_argument(
            "--requests", type=int, default=MOST_REQUESTS, metavar="N",
            help=f"ask for at most N channels (default {MOST_REQUESTS}); sitemaps come newest first",
        )  # fmt: skip

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Ask, and show what was told."""
        assert self.crawler_process is not None
        assert self.settings is not None
        try:
            if len(args) != 1 or opts.requests < 1:
                raise UsageError("Say one address: scrapy discover https://example.org [--requests N, 1 or more]")
            check_settings(self.settings)
            arguments = SurveySpider.read_arguments({"url": args[0]})
        except UsageError as error:
            raise ScrapyUsageError(str(error), print_help=False) from None
        for name in ("scrapy", *CHATTY):
            logging.getLogger(name).setLevel(logging.WARNING)
        crawler = self.crawler_process.create_crawler(SurveySpider)
        self.crawler_process.crawl(crawler, arguments=arguments, most_requests=opts.requests)
        self.crawler_process.start()
        spider = crawler.spider
        if self.crawler_process.bootstrap_failed or not isinstance(spider, SurveySpider):
            self.exitcode = ExitCode.UNEXPECTED
            return
        run = run_of(crawler)
        tallies = _tallies(run)
        self.exitcode = _exit_code(run, tallies)
        (_print_json if opts.json else _print_lines)(run, tallies, spider.left_out, ExitCode(self.exitcode))


def _tallies(run: Run) -> list[Tally]:
    return [tally for site in run.sites.values() for tally in site.channels.values()]


def _exit_code(run: Run, tallies: list[Tally]) -> ExitCode:
    if any(tally.articles or tally.total for tally in tallies):
        return ExitCode.WELL
    refused = run.exit_code is ExitCode.REFUSED
    return ExitCode.REFUSED if refused else ExitCode.NO_ARTICLES


def _requests(run: Run) -> int:
    return sum(site.requests for site in run.sites.values())


def _print_json(run: Run, tallies: list[Tally], left_out: int, code: ExitCode) -> None:
    found = {
        "seeds": [url for site in run.sites.values() for url in site.seeds],
        "requests": _requests(run),
        "not_asked_for": left_out,
        "outcomes": {str(outcome): count for outcome, count in run.outcomes.items()},
        "exit_code": int(code),
        "channels": [asdict(tally) for tally in tallies],
    }
    sys.stdout.buffer.write(orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


def _print_lines(run: Run, tallies: list[Tally], left_out: int, code: ExitCode) -> None:
    for tally in tallies:
        print(f"{tally.channel}: {tally.url}")
        named = f"  {tally.articles} articles, {tally.unseen} of them named nowhere above"
        print(named + (f"; it says it has {tally.total}" if tally.total is not None else ""))
        if tally.first:
            print(f"  from {tally.first} to {tally.last}")
        print(f"  {tally.requests} requests")
        for line in (*(f"for example {sample}" for sample in tally.samples), *tally.notes):
            print(f"  {line}")
    if left_out:
        print(f"{left_out} more channels were not asked for: see --requests")
    outcomes = ", ".join(f"{outcome} {count}" for outcome, count in run.outcomes.most_common())
    print(f"{_requests(run)} requests (and robots.txt): {outcomes}")
    print(f"exit code {int(code)}: {MEANING[code]}")
