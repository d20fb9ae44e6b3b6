"""Kill crawls a thousand times and append what came of it to `kills.jsonl`; start it again to go on.

python benchmarks/crash/kills.py --kills 1000 [--articles 8]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from killing import measured, ordeal

from newscrawler.demo_site.process import DemoSite

RESULTS = Path(__file__).with_name("kills.jsonl")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000, help="in all, those of earlier starts included")
    parser.add_argument("--articles", type=int, default=8, help="of the demo site")
    parser.add_argument("--results", type=Path, default=RESULTS)
    options = parser.parse_args()
    done = [json.loads(line) for line in options.results.read_text().splitlines()] if options.results.exists() else []
    kills, seed = sum(each["kills"] for each in done), len(done)
    with DemoSite(articles=options.articles) as site, tempfile.TemporaryDirectory() as scratch:
        seconds, expected = measured(site.port, _folder(scratch, "undisturbed"))
        while kills < options.kills:
            told = ordeal(site.port, _folder(scratch, f"{seed}"), expected, random.Random(seed), seconds * 0.95)
            kills += told.kills
            line = {
                "at": int(time.time()), "seed": seed, "articles": options.articles, "kills": told.kills,
                "seconds": told.at, "problems": told.problems,
            }  # fmt: skip
            with options.results.open("a") as results:
                results.write(json.dumps(line) + "\n")
            print(f"{kills} kills, crawl {seed}: {'; '.join(told.problems) or 'as undisturbed'}", flush=True)
            done.append(line)
            seed += 1
    wrong = [each for each in done if each["problems"]]
    print(f"{kills} kills of {len(done)} crawls: {len(done) - len(wrong)} archives as undisturbed, {len(wrong)} not")
    return bool(wrong)


def _folder(scratch: str, name: str) -> Path:
    folder = Path(scratch) / name
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main())
