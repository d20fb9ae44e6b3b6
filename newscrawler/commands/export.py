"""`scrapy export ARCHIVE`: an archive as one file, sorted and reproducible."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

from scrapy.commands import ScrapyCommand

from newscrawler.archive.beside import write_beside
from newscrawler.archive.cdxj import write_cdxj
from newscrawler.archive.export import (
    FIELDS,
    exported_records,
    ledger_of,
    write_csv,
    write_jsonl,
    write_zipped,
    write_zstd,
)
from newscrawler.archive.maps import COLUMNS, MAPS
from newscrawler.archive.parquet import check_parquet, write_parquet
from newscrawler.commands.on_archive import OnArchive, check_goes_to, expect
from newscrawler.errors import UsageError
from newscrawler.report.shown import counted

FORMATS = ("jsonl", "csv", "parquet", "cdxj")
MAPPED = ("jsonl", "csv")
"""Formats that `--map` goes with."""

ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet", ".cdxj": "cdxj"}
"""What a file's name says of its format; any other name says nothing, and JSON lines are written."""

Write = Callable[[IO[bytes]], int]
PACKED: dict[str, Callable[[IO[bytes], Write], int]] = {".gz": write_zipped, ".zst": write_zstd}
"""What its end says of how it is packed."""
UNKNOWN_PACKING = (".bz2", ".xz", ".zip", ".7z", ".lz4", ".br")
"""Ends of names that would say what is not so."""
UNKNOWN_FORMAT = (".xlsx", ".xls", ".ods", ".tsv", ".xml", ".html", ".arrow", ".feather", ".avro", ".sqlite", ".db")
"""So would these, where `--format` does not say what is meant."""


class Command(OnArchive, ScrapyCommand):
    """Export one archive."""

    def syntax(self) -> str:
        """For the usage line."""
        return "ARCHIVE [--format jsonl|csv|parquet|cdxj] [--map NAME] [--latest|--all] [--to FILE|-]"

    def short_desc(self) -> str:
        """One line for `scrapy --help`."""
        return "Write an archive's records, or an index of its captures, as one file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """`--format`, `--map`, `--latest`, `--all`, `--to`."""
        super().add_options(parser)
        parser.add_argument(
            "--format", choices=FORMATS, help="default: as FILE's name ends, else jsonl; cdxj: an index of captures"
        )
        parser.add_argument("--map", choices=sorted(MAPS), help="in another project's words (jsonl, csv)")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--latest", action="store_true", help="each article's last version (the default)")
        which.add_argument("--all", action="store_true", help="every version")
        parser.add_argument(
            "--to", metavar="FILE", default="-", help="default: standard output; *.gz and *.zst are packed"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the file; an error is one line on stderr and exit code 14 (15 while a crawl writes)."""
        expect(args, 1)
        with self.telling(f"export {args[0]}"):
            if opts.format is None and opts.to.lower().endswith(UNKNOWN_FORMAT):
                raise UsageError(f"{opts.to}: such files are not written; formats are {', '.join(FORMATS)} (--format)")
            opts.format = opts.format or _format_of(opts.to)
            _check(opts)
            folder = self.folder_of(args[0])
            write = _writer(folder, opts)
            if opts.to == "-":
                write(sys.stdout.buffer)
                sys.stdout.buffer.flush()
            else:
                count = write_beside(Path(opts.to), write)
                print(
                    f"{counted(count, 'capture' if opts.format == 'cdxj' else 'record')} in {opts.to} ({opts.format})",
                    file=sys.stderr,
                )


def _format_of(name: str) -> str:
    name = name.lower()
    return ENDINGS.get(Path(name.removesuffix(_packed_as(name))).suffix, "jsonl")


def _packed_as(name: str) -> str:
    """The ending of `name` that says how the file is packed; empty where it is not."""
    return next((ending for ending in PACKED if name.lower().endswith(ending)), "")


def _check(opts: argparse.Namespace) -> None:
    """UsageError for what does not go together, and for a FILE that cannot be."""
    check_goes_to(opts.to)
    if opts.to.lower().endswith(UNKNOWN_PACKING):
        raise UsageError(f"{opts.to}: packed by gzip (.gz) or zstd (.zst) alone; pipe --to - into another packer")
    if opts.map and opts.format not in MAPPED:
        raise UsageError(f"--map goes with {' and '.join(MAPPED)}, not with {opts.format}")
    if opts.format == "cdxj" and (opts.latest or opts.all):
        raise UsageError("cdxj is an index of captures: --latest and --all choose among records")
    if opts.format == "parquet":
        check_parquet()
        if opts.to == "-" or _packed_as(opts.to):
            raise UsageError("Parquet is compressed by itself and wants a file of its own: --to FILE.parquet")


def _writer(folder: Path, opts: argparse.Namespace) -> Write:
    write: Write = partial(_write_index, folder) if opts.format == "cdxj" else partial(_write_records, folder, opts)
    packed = PACKED.get(_packed_as(opts.to))
    return (lambda file: packed(file, write)) if packed is not None else write


def _write_index(folder: Path, file: IO[bytes]) -> int:
    with ledger_of(folder) as ledger:
        return write_cdxj(folder, ledger, file)


def _write_records(folder: Path, opts: argparse.Namespace, file: IO[bytes]) -> int:
    records = exported_records(folder, latest=not opts.all)
    if opts.format == "parquet":
        return write_parquet(records, file)
    mapped = map(MAPS[opts.map], records) if opts.map else records
    if opts.format == "csv":
        return write_csv(mapped, file, COLUMNS[opts.map] if opts.map else FIELDS)
    return write_jsonl(mapped, file)
