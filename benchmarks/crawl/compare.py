"""What newscrawler costs over Scrapy itself: CPU of one crawl of the demo site against a bare spider's.

    python benchmarks/crawl/compare.py [--rounds 7]

Both fetch the same pages from the same demo site (a process of its own, no delay, no robots.txt). The bare spider
parses each page once and keeps its address and the text of its h1; newscrawler does all it does: robots, pace, links,
extraction, cleaning, archive. CPU is `time.process_time` from `spider_opened` to `spider_closed` in the crawling
process alone, so neither start-up nor the server counts. Rounds are interleaved; what is quoted is their ratio.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from newscrawler.demo_site import DemoSite

WORKER = Path(__file__).with_name("worker.py")


def cpu(kind: str, port: int, urls: list[str], folder: Path) -> dict[str, float]:
    """One crawl in a process of its own: its CPU seconds, pages and items."""
    done = subprocess.run(
        [sys.executable, str(WORKER), kind, str(port), str(folder)],
        input=json.dumps(urls),
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def pages_asked_for(site: DemoSite, folder: Path) -> list[str]:
    """The addresses that a newscrawler crawl asks for."""
    cpu("ours", site.port, [], folder)
    paths = [visit["path"] for visit in site.requests()]
    return [f"http://127.0.0.1:{site.port}{path}" for path in dict.fromkeys(paths) if path != "/robots.txt"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name, DemoSite(without={"robots"}) as site:
        folder = Path(name)
        urls = pages_asked_for(site, folder / "first")
        ratios = []
        for number in range(rounds):
            bare = cpu("bare", site.port, urls, folder / f"bare-{number}")
            ours = cpu("ours", site.port, urls, folder / f"ours-{number}")
            ratios.append(ours["cpu"] / bare["cpu"])
            print(
                f"round {number + 1}: bare {bare['cpu']:.2f} s for {bare['pages']:.0f} pages, "
                f"newscrawler {ours['cpu']:.2f} s for {ours['pages']:.0f} pages and {ours['items']:.0f} records, "
                f"ratio {ratios[-1]:.2f}",
                flush=True,
            )
    print(f"ratio: median {statistics.median(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}")


if __name__ == "__main__":
    main()
