"""Fuzzes `newscrawler.extract`: mutated real pages (any folder of them), mutated and bare generated ones.

    python benchmarks/fuzz/fuzz.py --seconds 3600 --pages FOLDER --failures FOLDER

Every failure is written as `<seed>.html` with its trouble beside it. The last line of output says how many pages were
tried and what the dearest of them cost.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path
from random import Random

from generated import page as generated_page
from judging import FLOOR, judge
from mutation import mutate


def main() -> None:
    wanted = _arguments()
    files = sorted(file for file in wanted.pages.rglob("*.html*") if file.is_file()) if wanted.pages else []
    wanted.failures.mkdir(parents=True, exist_ok=True)
    judge(generated_page(Random(0)))  # what is loaded once is not the first page's cost
    start, tried, failed, dearest = time.monotonic(), 0, 0, (0.0, 0)
    while time.monotonic() - start < wanted.seconds:
        seed = wanted.seed + tried
        page = page_of(seed, files)
        verdict = judge(page)
        tried += 1
        if verdict.seconds > FLOOR:
            dearest = max(dearest, (verdict.ratio, seed))
        if verdict.trouble:
            failed += 1
            (wanted.failures / f"{seed}.html").write_bytes(page)
            (wanted.failures / f"{seed}.txt").write_text(verdict.trouble)
            print(seed, verdict.trouble.strip().splitlines()[-1], flush=True)
        if tried % 2000 == 0:
            print(tried, f"{time.monotonic() - start:.0f} s, dearest {dearest[0]:.1f} x ({dearest[1]})", flush=True)
    minutes = round((time.monotonic() - start) / 60, 1)
    ratio, seed = dearest
    print(json.dumps({"tried": tried, "failed": failed, "minutes": minutes, "dearest": round(ratio, 1), "its": seed}))


def page_of(seed: int, files: list[Path]) -> bytes:
    """The page that `seed` stands for."""
    random = Random(seed)
    if files and random.random() < 0.7:
        file = random.choice(files)
        page = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        if random.random() < 0.7 and len(page) > 40_000:  # most trials short: more of them
            at = random.randrange(len(page) - 20_000)
            page = page[:8000] + page[at : at + 20_000]
        return mutate(page, random)
    page = generated_page(random)
    return mutate(page, random) if random.random() < 0.7 else page


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0, help="the first page's; each next one has the next")
    parser.add_argument("--pages", type=Path, help="a folder of pages (.html or .html.gz) to mutate")
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
