"""`scrapy newsite SLUG URL`: look at a site, and write its spider, its page class and its frozen tests."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError as ScrapyUsageError

import newscrawler
from newscrawler.commands.ending import ended_from_outside
from newscrawler.commands.freeze import name_of_page
from newscrawler.commands.on_archive import in_words
from newscrawler.discovery.addresses import host_of, normalise
from newscrawler.errors import ExitCode, NewscrawlerError, UsageError
from newscrawler.extraction.document import Document
from newscrawler.frozen import freeze
from newscrawler.looked_at import LookedAt, looked_at, settings_given
from newscrawler.new_site import best_articles, checked_slug, not_found, site_files
from newscrawler.pages.kinds import PageKind, classify
from newscrawler.report.shown import visible

ARTICLES = 2
"""As many are frozen."""
LOOKED_AT = 6
"""Articles that are fetched to choose from."""


class NothingFound(NewscrawlerError):
    """The look at the site brought no article; the exit code is that of the crawl which looked."""

    def __init__(self, home: str, found: LookedAt) -> None:
        code = ExitCode(found.code) if found.code in list(ExitCode) else ExitCode.UNEXPECTED
        self.exit_code = code if code is not ExitCode.WELL else ExitCode.NO_ARTICLES
        super().__init__(
            f"No article was found at {home}, so nothing was written. The crawl that looked said:\n{found.told}"
        )


class Command(ScrapyCommand):
    """Begin a new site."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - Scrapy's own form

    def syntax(self) -> str:
        """For the usage line."""
        return "SLUG URL"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Begin a new site: its spider, its page class, its frozen tests"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the files, say what could not be found; a mistake is one line on stderr and exit code 2, and where no
        article was found the exit code says why (docs/outcomes.md).
        """
        if len(args) != 2:
            raise ScrapyUsageError("Say a SLUG, the site's name in code, and its URL", print_help=False)
        with ended_from_outside(self, f"begin {args[0]}"):
            self._told(args[0], args[1], opts)

    def _told(self, slug: str, url: str, opts: argparse.Namespace) -> None:
        try:
            self._begin(checked_slug(slug), _home(url), opts)
        except NewscrawlerError as error:
            print(error, file=sys.stderr)
            self.exitcode = error.exit_code
        except OSError as error:
            print(f"Cannot write the site's files: {in_words(error)}", file=sys.stderr)
            self.exitcode = UsageError.exit_code

    def _begin(self, slug: str, home: str, opts: argparse.Namespace) -> None:
        package = Path(newscrawler.__file__).parent
        frozen = package.parent / "tests" / "frozen" / slug
        _check_free([package / "spiders" / f"{slug}.py", package / "pages" / f"{slug}.py", frozen])
        print(f"Looking at {home}: {LOOKED_AT} articles, politely …", file=sys.stderr)
        with looked_at(["-a", f"url={home}", "-a", f"limit={LOOKED_AT}", *settings_given(opts)]) as found:
            chosen = best_articles(found.articles, ARTICLES)
            if not chosen:
                raise NothingFound(home, found)
            written = _write_files(package, slug, home, found, chosen[0]["final_url"])
            written += _freeze_pages(frozen, found, [str(article["final_url"]) for article in chosen])
            missing = not_found(found.articles, found.report)
        for path in written:
            print(f"wrote {path}", file=sys.stderr)
        count = len(found.articles)
        told = f"{count} articles were looked at. What was not found, or is in doubt:" if missing else ""
        print(told or f"{count} articles were looked at, and every field was found in each", file=sys.stderr)
        for line in missing:
            print(f"  {visible(line)}", file=sys.stderr)
        tests = f"pytest tests/test_frozen.py -k {slug}"
        print(
            f"Now read {frozen}/*/expected.json and correct them. Then:\n{tests}\nscrapy crawl {slug}", file=sys.stderr
        )


def _home(url: str) -> str:
    home = normalise(url if "://" in url else f"https://{url}")
    if home is None:
        raise UsageError(f"{url!r} is no address of a site")
    return home


def _check_free(paths: list[Path]) -> None:
    taken = [str(path) for path in paths if path.exists()]
    if taken:
        raise UsageError(f"There already: {', '.join(taken)}. Choose another slug, or remove what is there")


def _write_files(package: Path, slug: str, home: str, found: LookedAt, sample: str) -> list[Path]:
    source, capture = next(page for page in found.pages() if page[1]["url"] == sample)
    document = Document.parse(source, sample, content_type=capture["content_type"])
    hosts = {(host_of(str(article.get("final_url"))) or "").removeprefix("www.") for article in found.articles}
    written = []
    for name, content in site_files(slug, home, sorted(hosts), document).items():
        (package / name).write_text(content, encoding="utf-8")
        written.append(package / name)
    return written


def _freeze_pages(frozen: Path, found: LookedAt, articles: list[str]) -> list[Path]:
    """The articles, and the first index page that came."""
    written = []
    has_index = False
    for source, capture in found.pages():
        url = str(capture["url"])
        if url in articles:
            written.append(freeze(frozen / name_of_page(url), source, capture).folder)
        elif not has_index and _is_index(source, capture):
            has_index = True
            written.append(freeze(frozen / f"index-{name_of_page(url)}", source, capture).folder)
    return written


def _is_index(source: bytes, capture: dict[str, str]) -> bool:
    document = Document.parse(source, capture["url"], content_type=capture["content_type"])
    return classify(document) is PageKind.INDEX
