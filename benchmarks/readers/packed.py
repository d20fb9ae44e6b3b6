"""What packed lines take, by how many of them share a commit: `python benchmarks/readers/packed.py FILE.jsonl`.

FILE holds an archive's lines as they are. A commit ends a member of gzip or a frame of zstd, each packed by itself.
"""

from __future__ import annotations

import sys
from pathlib import Path

from newscrawler.archive.packing import Packing, pack

SHARED = (1, 2, 4, 8, 16, 32, 64)
"""Lines a commit; it has 64 at most."""


def main(file: Path) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    print(f"{len(lines)} lines, per cent of their bytes with gzip and with zstd")
    for shared in SHARED:
        zipped, packed = (share(lines, shared, packing) for packing in (Packing.GZIP, Packing.ZSTD))
        print(f"{shared:>3} a commit: {zipped:.0f} and {packed:.0f}")


def share(lines: list[bytes], shared: int, packing: Packing) -> float:
    members = (pack(b"".join(lines[begin : begin + shared]), packing) for begin in range(0, len(lines), shared))
    return 100 * sum(map(len, members)) / sum(map(len, lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
