"""Let the k-th write or sync of a small crawl fail, for every k, and append what came of it to `faults.jsonl`.

    python benchmarks/crash/faults.py [--every 1]

Start it again to go on. The faults come from a library that is loaded before all others (`faults.c`, built with `cc`).
"""

from __future__ import annotations

import argparse
import errno
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "tests")]

from killing import ARCHIVE, ENVIRONMENT, command, content, crawl, measured, verified  # noqa: E402

KINDS = {"disk full": errno.ENOSPC, "input/output error": errno.EIO, "short write": 0}
PATHS = [f"/harbour/2026/02/0{day}/what-the-office-said-on-that-day" for day in (1, 2, 3)]
RESULTS = Path(__file__).with_name("faults.jsonl")


@dataclass
class Fault:
    """What became of one crawl whose k-th write or sync failed."""

    kind: str
    at: int
    code: int
    problems: list[str]


def built(folder: Path) -> Path:
    """The library that makes writes fail, built in `folder`; OSError where there is no compiler."""
    library = folder / "faults.so"
    source = Path(__file__).with_name("faults.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True, capture_output=True)
    return library


def faulty_crawl(
    library: Path, port: int, folder: Path, **said: object
) -> tuple[subprocess.CompletedProcess[str], int]:
    """One crawl under the library; gives it and the number of its writes and syncs."""
    environment = {
        **ENVIRONMENT,
        "LD_PRELOAD": str(library),
        "FAULT_UNDER": f"{folder / ARCHIVE}/",
        "FAULT_COUNT": str(folder / "count"),
        **{f"FAULT_{name.upper()}": str(value) for name, value in said.items()},
    }
    done = subprocess.run(command(port), cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    return done, int((folder / "count").read_text())


def fault(library: Path, port: int, folder: Path, kind: str, at: int, expected: list[dict[str, object]]) -> Fault:
    """Let the write fail, then crawl again, and compare."""
    folder.mkdir()
    failed, _ = faulty_crawl(library, port, folder, at=at, errno=KINDS[kind], stays=0)
    told = Fault(kind, at, failed.returncode, [])
    if failed.returncode not in (0, 14) or "Traceback" in failed.stderr:
        told.problems.append(f"exit code {failed.returncode}: {failed.stderr[-2000:]}")
    if failed.returncode == 0 and content(folder) != expected:
        told.problems.append("exit code 0, and yet something is missing")
    if failed.returncode == 14 and "ERROR Cannot " not in failed.stderr:
        told.problems.append(f"no clear error: {failed.stderr[-2000:]}")
    again = crawl(port, folder)
    if again.returncode or content(folder) != expected:
        told.problems.append(f"the next run: exit code {again.returncode}, {len(content(folder))} records")
    proof = verified(folder)
    if proof.returncode:
        told.problems.append(f"verify: {proof.stdout[-2000:]}")
    return told


def main() -> int:
    from loopback import TestSite
    from pages_of_ours import article_page, index_page

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="only every so many-th write")
    parser.add_argument("--results", type=Path, default=RESULTS)
    options = parser.parse_args()
    done = [json.loads(line) for line in options.results.read_text().splitlines()] if options.results.exists() else []
    seen = {(each["kind"], each["k"]) for each in done}
    pages = {path: article_page(f"What the office said on day {day}", day) for day, path in enumerate(PATHS)}
    site = TestSite({"/": index_page(PATHS), **pages})
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        library = built(root)
        for name in ("undisturbed", "counted"):
            (root / name).mkdir()
        _, expected = measured(site.port, root / "undisturbed")
        _, writes = faulty_crawl(library, site.port, root / "counted")
        for kind in KINDS:
            for at in range(1, writes + 1, options.every):
                if (kind, at) in seen:
                    continue
                told = fault(
                    library, site.port, root / f"{errno.errorcode.get(KINDS[kind], 'short')}-{at}", kind, at, expected
                )
                line = {"kind": kind, "k": at, "of": writes, "code": told.code, "problems": told.problems}
                with options.results.open("a") as results:
                    results.write(json.dumps(line) + "\n")
                print(f"{kind} at {at} of {writes}: code {told.code}; {'; '.join(told.problems) or 'well'}", flush=True)
                done.append(line)
    site.close()
    wrong = [each for each in done if each["problems"]]
    print(f"{len(done)} faults: {len(done) - len(wrong)} well, {len(wrong)} not")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
