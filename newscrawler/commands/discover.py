"""`scrapy discover URL`: what each channel of a site offers, without crawling it."""

from __future__ import annotations

import argparse
import logging
import re
import sys
from dataclasses import asdict

import orjson
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError as ScrapyUsageError

from newscrawler.archive.ledger import LEDGER
from newscrawler.archive.paths import archive_folder, name_of_host, output_folder
from newscrawler.archive.walk_notes import learned_shapes
from newscrawler.checks import check_settings
from newscrawler.commands.crawl import CHATTY, say_if_it_cannot_log
from newscrawler.commands.ending import ended_from_outside
from newscrawler.discovery.addresses import host_of
from newscrawler.discovery.learned import Counts, kind_by
from newscrawler.discovery.links import LinkKind
from newscrawler.discovery.listings import Tally
from newscrawler.errors import ExitCode, UsageError
from newscrawler.exit_codes import MEANING
from newscrawler.report.shown import counted, visible
from newscrawler.run import Run, run_of
from newscrawler.survey import SurveySpider

MOST_REQUESTS = 200
_IN_WORDS = {"slug": "some-words-of-it", "word": "word", "#": "N…"}
_DIGITS = re.compile(r"\A(\d)#\Z")
MOST_SHAPES = 20
"""Shapes of addresses that are shown; `--json` has all."""


class Command(ScrapyCommand):
    """Look at a site's channels."""

    def syntax(self) -> str:
        """For the usage line."""
        return "URL [--json] [--requests N] [--archive ARCHIVE]"

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
        parser.add_argument(
            "--archive", metavar="ARCHIVE",
            help="whose ledger tells what was learned of the site's addresses (default: the one named by the host)",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.add_argument(
            "--requests", type=int, default=MOST_REQUESTS, metavar="N",
            help=f"ask for at most N channels (default {MOST_REQUESTS}); sitemaps come newest first",
        )  # fmt: skip

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """As Scrapy's; and what it logs with is checked before it begins to log."""
        super().process_options(args, opts)
        assert self.settings is not None
        say_if_it_cannot_log(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Ask, and show what was told."""
        assert self.crawler_process is not None
        assert self.settings is not None
        try:
            if len(args) != 1 or opts.requests < 1:
                raise UsageError("Say one address: scrapy discover https://example.org [--requests N, 1 or more]")
            check_settings(self.settings)
            arguments = SurveySpider.read_arguments({"url": args[0]})
            shapes = self._learned(opts.archive, arguments.urls[0])
        except UsageError as error:
            raise ScrapyUsageError(str(error), print_help=False) from None
        for name in ("scrapy", *CHATTY):
            logging.getLogger(name).setLevel(logging.WARNING)
        crawler = self.crawler_process.create_crawler(SurveySpider)
        self.crawler_process.crawl(crawler, arguments=arguments, most_requests=opts.requests, shapes=shapes)
        self.crawler_process.start()
        spider = crawler.spider
        if self.crawler_process.bootstrap_failed or not isinstance(spider, SurveySpider):
            self.exitcode = ExitCode.UNEXPECTED
            return
        run = run_of(crawler)
        tallies = _tallies(run)
        self.exitcode = _exit_code(run, tallies)
        with ended_from_outside(self, f"say what {args[0]} offers"):
            (_print_json if opts.json else _print_lines)(run, tallies, spider, ExitCode(self.exitcode))

    def _learned(self, archive: str | None, url: str) -> dict[str, Counts]:
        assert self.settings is not None
        name = archive or name_of_host((host_of(url) or "").removeprefix("www."))
        return learned_shapes(archive_folder(output_folder(self.settings.get("NEWSCRAWLER_OUTPUT")), name) / LEDGER)


def _tallies(run: Run) -> list[Tally]:
    return [tally for site in run.sites.values() for tally in site.channels.values()]


def _exit_code(run: Run, tallies: list[Tally]) -> ExitCode:
    if any(tally.articles or tally.total for tally in tallies):
        return ExitCode.WELL
    refused = run.exit_code is ExitCode.REFUSED
    return ExitCode.REFUSED if refused else ExitCode.NO_ARTICLES


def _requests(run: Run) -> int:
    return sum(site.requests for site in run.sites.values())


def _print_json(run: Run, tallies: list[Tally], spider: SurveySpider, code: ExitCode) -> None:
    found = {
        "seeds": [url for site in run.sites.values() for url in site.seeds],
        "requests": _requests(run),
        "not_asked_for": spider.left_out,
        "outcomes": {str(outcome): count for outcome, count in run.outcomes.items()},
        "exit_code": int(code),
        "traps": {name: told for site in run.sites.values() for name, told in site.traps.told().items()},
        "channels": [asdict(tally) for tally in tallies],
        "shapes": [
            {"shape": shape, "articles": counts[0], "lists": counts[1], "others": counts[2], "kind": kind_by(counts)}
            for shape, counts in spider.shapes.items()
        ],
    }
    sys.stdout.buffer.write(orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


def _print_lines(run: Run, tallies: list[Tally], spider: SurveySpider, code: ExitCode) -> None:
    for tally in tallies:
        print(f"{tally.channel}: {visible(tally.url)}")
        named = f"  {counted(tally.articles, 'article')}, {tally.unseen:,} of them named nowhere above"
        print(named + (f"; it says it has {tally.total}" if tally.total is not None else ""))
        if tally.first:
            print(f"  from {tally.first} to {tally.last}")
        print(f"  {counted(tally.requests, 'request')}")
        for line in (*(f"for example {sample}" for sample in tally.samples), *tally.notes):
            print(f"  {visible(line)}")
    _print_shapes(spider)
    _print_traps(run)
    if spider.left_out:
        print(f"not asked for: {counted(spider.left_out, 'more channel')} (--requests {spider.most_requests})")
    for hint in run.hints:
        print(hint)
    outcomes = ", ".join(f"{outcome} {count}" for outcome, count in run.outcomes.most_common())
    print(f"{counted(_requests(run), 'request')} (and robots.txt): {outcomes}")
    print(f"exit code {int(code)}: {MEANING[code]}")


def _print_shapes(spider: SurveySpider) -> None:
    """What was learned of the site's addresses, the best known shapes first."""
    if not spider.shapes:
        return
    print("what earlier crawls have learned of this site's addresses, by their form:")
    for shape, counts in sorted(spider.shapes.items(), key=lambda pair: -sum(pair[1]))[:MOST_SHAPES]:
        kinds = ", ".join(map(counted, counts, ("article", "list", "other")))
        print(f"  {in_words(shape)}: {kinds}{_verdict(counts)}")


def _verdict(counts: Counts) -> str:
    kind = kind_by(counts)
    if kind is None:
        return "; too few or too mixed to tell"
    return f"; the next one is taken for {'an article' if kind is LinkKind.ARTICLE else 'none'}"


def in_words(shape: str) -> str:
    """The form of an address as a person would write it down.

    >>> in_words("/news/4#/2#/slug?id"), in_words("word/#"), in_words("")
    ('/news/NNNN/NN/some-words-of-it?id=…', '/word/N…', '/')
    """
    path, _, query = shape.strip("/").partition("?")
    parts = [_IN_WORDS.get(part) or _DIGITS.sub(lambda found: "N" * int(found[1]), part) for part in path.split("/")]
    return "/" + "/".join(parts) + ("?" + "&".join(f"{name}=…" for name in query.split("&")) if query else "")


def _print_traps(run: Run) -> None:
    """Links that no crawl will follow, and why."""
    traps = [(kind, told) for site in run.sites.values() for kind, told in site.traps.told().items()]
    if traps:
        print("links that are never followed, by kind (docs/outcomes.md):")
        for kind, told in traps:
            print(f"  {kind}: {told['addresses']}, such as {visible(told['sample'])}")
