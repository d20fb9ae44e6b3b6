"""What commands on one archive share: where it lies, and mistakes told in one line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from scrapy.exceptions import UsageError as ScrapyUsageError
from scrapy.settings import Settings

from newscrawler.archive.paths import archive_folder, output_folder
from newscrawler.checks import check_names
from newscrawler.errors import ExitCode, NewscrawlerError

ONE = "Say one ARCHIVE: its name, or the path of its folder"
ONE_AND_URL = "Say one ARCHIVE and one URL, any address of the article"


class OnArchive:
    """What a command on one archive has; Scrapy takes any ScrapyCommand here for a command."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}
    settings: Settings | None
    exitcode: int

    def folder_of(self, archive: str) -> Path:
        """Where ARCHIVE lies; UsageError where nothing can be called so."""
        assert self.settings is not None
        check_names(self.settings)
        return archive_folder(output_folder(self.settings.get("NEWSCRAWLER_OUTPUT")), archive)

    @contextmanager
    def telling(self, doing: str) -> Iterator[None]:
        """An error is one line on stderr, and the exit code; `doing` is what could not be done."""
        try:
            yield
        except NewscrawlerError as error:
            print(error, file=sys.stderr)
            self.exitcode = error.exit_code
        except BrokenPipeError:  # who reads has read enough, as `head` has; nothing more goes there
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (OSError, OverflowError) as error:
            print(f"Cannot {doing}: {error}", file=sys.stderr)
            self.exitcode = ExitCode.ARCHIVE_TROUBLE


def expect(args: list[str], count: int) -> None:
    """Scrapy's UsageError where the command was given more or fewer words."""
    if len(args) != count:
        raise ScrapyUsageError(ONE if count == 1 else ONE_AND_URL, print_help=False)
