"""The same, led by coverage: atheris (libFuzzer) keeps what reaches new lines of `newscrawler` and changes it further.

    pip install atheris
    python benchmarks/fuzz/guided.py --failures FOLDER -max_total_time=600 -rss_limit_mb=8000

Every option with one dash is libFuzzer's. Instrumented code is several times slower, so that a page's cost is not
judged here but by `fuzz.py`; what is: no exception, and no page of more than `LONGEST` seconds.
"""

from __future__ import annotations

import hashlib
import sys
import time
import traceback
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["newscrawler"]):
    from newscrawler import extract

    extract(b"<p>It rained.")  # its rooms are imported at the first call, and instrumented only then

from generated import page as generated_page
from judging import URL
from mutation import mutate

LONGEST = 5.0
failures = Path("fuzz-failures")
count = 0


def one_page(page: bytes) -> None:
    """Extract `page`; what goes wrong is written down, and the search goes on."""
    global count
    count += 1
    start = time.process_time()
    try:
        extract(page, URL)
        trouble = f"{time.process_time() - start:.1f} s" if time.process_time() - start > LONGEST else None
    except Exception:  # whatever it is, it is the finding
        trouble = traceback.format_exc()
    if trouble:
        name = hashlib.sha256(page).hexdigest()[:16]
        (failures / f"{name}.html").write_bytes(page)
        (failures / f"{name}.txt").write_text(trouble)
        print(name, trouble.strip().splitlines()[-1], flush=True)


def changed(page: bytes, most: int, seed: int) -> bytes:
    """libFuzzer's own changes, ours, or a page of the grammar's."""
    random = Random(seed)
    way = random.random()
    if way < 0.4:
        return bytes(atheris.Mutate(page, most))
    return (mutate(page, random) if way < 0.9 else generated_page(random))[:most]


def main() -> None:
    global failures
    arguments = sys.argv[:]
    if "--failures" in arguments:
        at = arguments.index("--failures")
        failures = Path(arguments[at + 1])
        del arguments[at : at + 2]
    failures.mkdir(parents=True, exist_ok=True)
    atheris.Setup([*arguments, "-max_len=200000"], one_page, custom_mutator=changed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
