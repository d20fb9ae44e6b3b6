"""What commands on one archive share: where it lies, and mistakes told in one line."""

from __future__ import annotations

import difflib
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from scrapy.exceptions import UsageError as ScrapyUsageError
from scrapy.settings import Settings

from newscrawler.archive.paths import archive_folder, archives_in, name_of_host, output_folder
from newscrawler.checks import check_names
from newscrawler.commands.ending import ended_from_outside
from newscrawler.discovery.addresses import host_of
from newscrawler.discovery.normal_form import normalise
from newscrawler.errors import ArchiveError, ExitCode, NewscrawlerError, UsageError

ONE = "Say one ARCHIVE: its name, or the path of its folder"
ONE_AND_URL = "Say one ARCHIVE and one URL, any address of the article"

SHOWN = 12
"""Archives that are named where none is called so."""


class OnArchive:
    """What a command on one archive has; Scrapy takes any ScrapyCommand here for a command."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}
    settings: Settings | None
    exitcode: int

    def folder_of(self, archive: str, *, may_be_new: bool = False) -> Path:
        """Where ARCHIVE lies: a name, a path, or the address of the site that it is named after.

        UsageError where nothing can be called so; ArchiveError with the names there are where there is no such folder.
        """
        assert self.settings is not None
        check_names(self.settings)
        output = output_folder(self.settings.get("NEWSCRAWLER_OUTPUT"))
        folder = archive_folder(output, _name_of_site(archive) or archive)
        if not folder.is_dir() and not may_be_new:
            raise ArchiveError(f"{folder} is no archive: there is no such folder. {_known(output, folder.name)}")
        return folder

    @contextmanager
    def telling(self, doing: str) -> Iterator[None]:
        """An error is one line on stderr, and the exit code; `doing` is what could not be done."""
        try:
            with ended_from_outside(self, doing):
                yield
        except NewscrawlerError as error:
            print(error, file=sys.stderr)
            self.exitcode = error.exit_code
        except sqlite3.Error as error:
            print(f"Cannot {doing}: its ledger says {error}. 'scrapy verify ARCHIVE' says more", file=sys.stderr)
            self.exitcode = ExitCode.ARCHIVE_TROUBLE
        except (OSError, OverflowError) as error:
            print(f"Cannot {doing}: {in_words(error)}", file=sys.stderr)
            self.exitcode = ExitCode.ARCHIVE_TROUBLE


def in_words(error: OSError | OverflowError) -> str:
    """`/a/b: No space left on device`, without the system's number for it."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def check_goes_to(name: str) -> None:
    """UsageError where the file NAME (`-`: standard output) is to be written into a folder that is not there, or is
    one itself.
    """
    if not (folder := Path(name).parent).is_dir():
        raise UsageError(f"There is no folder {folder} for {name}: make it first, or name another")
    if Path(name).is_dir():
        raise UsageError(f"{name} is a folder: name a file in it")


def _name_of_site(address: str) -> str | None:
    """What `crawl news` calls the archive of the site at `address`; None where that is a name or a path."""
    if "://" not in address and (":" not in address or any(slash in address for slash in "/\\")):
        return None
    host = host_of(normalise(address if "://" in address else f"http://{address}") or "")
    return name_of_host(host.removeprefix("www.")) if host else None


def _known(output: Path, name: str) -> str:
    """What may have been meant."""
    known = archives_in(output)
    if not known:
        return f"{output} holds none yet: crawl one first, or say -s NEWSCRAWLER_OUTPUT=DIR"
    close = difflib.get_close_matches(name, known, 1)
    meant = f"Did you mean {close[0]!r}? " if close else ""
    more = f" and {len(known) - SHOWN} more" if len(known) > SHOWN else ""
    return f"{meant}Archives in {output}: {', '.join(known[:SHOWN])}{more}"


def expect(args: list[str], count: int) -> None:
    """Scrapy's UsageError where the command was given more or fewer words, or an option that it has not."""
    if unknown := next((word for word in args if word.startswith("-")), None):
        raise ScrapyUsageError(
            f"{unknown} is no option of this command: --help shows those there are", print_help=False
        )
    if len(args) != count:
        raise ScrapyUsageError(ONE if count == 1 else ONE_AND_URL, print_help=False)
