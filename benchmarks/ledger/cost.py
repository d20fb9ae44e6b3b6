"""What an archive costs: CPU of the demo crawl with and without one, interleaved; the least of each, and the rounds'
median and spread.

python benchmarks/ledger/cost.py [--rounds 7]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
WAYS = {
    "no archive": ("-s", "NEWSCRAWLER_ARCHIVE=False"),
    "archive without captures": ("-s", "NEWSCRAWLER_CAPTURE=False"),
    "archive": (),
}


def cpu_seconds(*settings: str) -> float:
    """User and system seconds of one demo crawl; the demo site's own are not counted with it."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "newscrawler", "crawl", "demo", "-s", "NEWSCRAWLER_OUTPUT=.", *settings],
            cwd=folder, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _, status, used = os.wait4(process.pid, 0)
        assert status == 0, status
        return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    used: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(options.rounds):
        for way, settings in WAYS.items():
            used[way].append(cpu_seconds(*settings))
    bare = used["no archive"]
    for way, seconds in used.items():
        shares = sorted(100 * (one / other - 1) for one, other in zip(seconds, bare, strict=True))
        least = f"{min(seconds):6.2f} s of CPU at least, {100 * (min(seconds) / min(bare) - 1):+.0f} %"
        spread = f"{shares[len(shares) // 2]:+.0f} % ({shares[0]:+.0f} … {shares[-1]:+.0f})"
        print(f"{way:25} {least}; side by side {spread}")


if __name__ == "__main__":
    main()
