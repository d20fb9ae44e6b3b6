"""Confidence that means something: from the page's expected agreement to the share of pages that are right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from training.doubtful_gold import DOUBTFUL_GOLD
from training.report import PageScore

RIGHT = 0.95
"""A body is right where its shingle F1 is at least this."""
_POINTS = 10  # of some 45 pages each: their share is known to four in a hundred
_FEWEST = 20  # pages of a point


def calibration_table(scores: Sequence[PageScore]) -> npt.NDArray[np.float64]:
    """Two rows: expected agreement, share of right pages; never decreasing (pool adjacent violators).

    A pool of pages is level from its first to its last and joined to the next by a line. Of pages of news whose gold
    is believed right: of those others the model is sure, and the gold, not the body, ends in the middle.
    """
    news = sorted(
        (score for score in scores if score.is_news and (score.set_name, score.page_id) not in DOUBTFUL_GOLD),
        key=lambda score: score.expected,
    )
    expected = np.array([score.expected for score in news])
    right = np.array([float(score.f1 >= RIGHT) for score in news])
    count = min(_POINTS, max(1, len(news) // _FEWEST))
    pools: list[tuple[int, int, float]] = []  # first page, page behind the last, share
    for chunk in np.array_split(np.arange(len(news)), count):
        if not len(chunk):
            continue
        pools.append((int(chunk[0]), int(chunk[-1]) + 1, float(right[chunk].mean())))
        while len(pools) > 1 and pools[-2][2] >= pools[-1][2]:
            first, last = pools[-2][0], pools[-1][1]
            pools[-2:] = [(first, last, float(right[first:last].mean()))]
    points = [(0.0, 0.0)]
    for first, last, share in pools:
        points += [(float(expected[first]), share), (float(expected[last - 1]), share)]
    return np.array(points).T
