"""A year of hourly runs, simulated: which edits are noticed, how late, and for how many looks.

python benchmarks/revisits/year.py [--seed 1]

The site publishes 40 articles a day and edits a third of them, most of these soon: the rate of edits of an edited
article falls with one over its age, from ten minutes to thirty days, and such an article is edited 1.5 times on
average. That shape is an assumption of ours, not a measurement. Schedules are compared at the same number of looks:
what `archive/curve.py` says unfitted and fitted, and every article at a fixed interval for thirty days. Only the
schedule is simulated: no request is sent, and no ledger written.
"""

from __future__ import annotations

import argparse
import heapq
import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from math import exp, log
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from newscrawler.archive.curve import Curve, default_wait

HOUR = 1.0
YEAR = 365 * 24
A_DAY = 40
EDITED = 1 / 3
SOONEST, LATEST = 1 / 6, 30 * 24.0
"""Hours of age between which articles are edited."""

Wait = Callable[[float, float, bool], float | None]
"""Age, hours since the last look, whether that found an edit → hours until the next look; None: never."""


def site(chance: random.Random) -> list[tuple[float, list[float]]]:
    """Each article's hour of publication, and the hours of its edits."""
    made = []
    for number in range(365 * A_DAY):
        born = number // A_DAY * 24 + chance.uniform(5, 23)
        edits: list[float] = []
        if chance.random() < EDITED:
            count = 1
            while chance.random() < 1 / 3:
                count += 1
            edits = sorted(born + exp(chance.uniform(log(SOONEST), log(LATEST))) for _ in range(count))
        made.append((born, edits))
    return made


def simulated(articles: list[tuple[float, list[float]]], wait: Wait) -> tuple[int, int, list[float]]:
    """Looks, edits that happened while the site was watched, and the delay in hours of each that was noticed."""
    looks, delays = 0, []
    queue = [(float(int(born) + 1), number, born) for number, (born, _) in enumerate(articles)]
    seen = [0] * len(articles)
    heapq.heapify(queue)
    first = {number for _, number, _ in queue}
    while queue:
        due, number, last = heapq.heappop(queue)
        at = float(-int(-due // 1))  # the next full hour
        if at >= YEAR:
            continue
        born, edits = articles[number]
        happened = sum(1 for edit in edits if edit <= at)
        is_edited = happened > seen[number]
        if number in first:
            first.discard(number)  # the article itself is fetched: what was edited before is not an edit to us
        else:
            looks += 1
            if is_edited:
                delays.append(at - edits[happened - 1])
        seen[number] = happened
        following = wait(at - born, at - last, is_edited)
        if following is not None:
            heapq.heappush(queue, (at + max(following, 0.5), number, at))
    watched = sum(1 for born, edits in articles for edit in edits if int(born) + 1 < edit < YEAR - 1)
    return looks, watched, delays


def unfitted(age: float, since: float, is_edited: bool) -> float:
    """The default curve."""
    return default_wait(timedelta(hours=age)) / timedelta(hours=1)


def fitted() -> Wait:
    """The curve, fitted as it goes."""
    curve = Curve()

    def wait(age: float, since: float, is_edited: bool) -> float:
        curve.note(timedelta(hours=age), timedelta(hours=since), is_edited=is_edited)
        return curve.wait(timedelta(hours=age)) / timedelta(hours=1)

    return wait


def fixed(interval: float) -> Wait:
    """Every so many hours, for thirty days."""
    return lambda age, since, is_edited: interval if age < LATEST else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    articles = site(random.Random(parser.parse_args().seed))
    print(f"{'schedule':<22} {'looks':>8} {'noticed':>8} {'median delay':>13} {'mean delay':>11} {'looks an edit':>14}")
    looks = 0
    for name in ("fitted", "unfitted", "fixed"):
        same_budget = fixed(max(LATEST * len(articles) / max(looks, 1), 1))
        wait = {"fitted": fitted(), "unfitted": unfitted, "fixed": same_budget}[name]
        began = time.perf_counter()
        count, edits, delays = simulated(articles, wait)
        looks = looks or count
        print(
            f"{name:<22} {count:>8} {len(delays) / edits:>8.1%} {median(delays):>11.1f} h "
            f"{sum(delays) / len(delays):>9.1f} h {count / len(delays):>14.1f}   ({time.perf_counter() - began:.0f} s)",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
