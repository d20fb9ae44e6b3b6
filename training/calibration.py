"""Confidence that means something: from the page's expected agreement to the share of pages that are right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from training.report import PageScore

RIGHT = 0.95
"""A body is right where its shingle F1 is at least this."""
_POINTS = 8


def calibration_table(scores: Sequence[PageScore]) -> npt.NDArray[np.float64]:
    """Two rows: expected agreement, share of right pages; never decreasing (pool adjacent violators)."""
    news = sorted((score for score in scores if score.is_news), key=lambda score: score.expected)
    expected = np.array([score.expected for score in news])
    right = np.array([float(score.f1 >= RIGHT) for score in news])
    groups = [
        chunk for chunk in np.array_split(np.arange(len(news)), min(_POINTS, max(1, len(news) // 20))) if len(chunk)
    ]
    pools: list[tuple[float, float, int]] = []  # (expected, share, weight)
    for chunk in groups:
        pools.append((float(expected[chunk].mean()), float(right[chunk].mean()), len(chunk)))
        while len(pools) > 1 and pools[-2][1] >= pools[-1][1]:
            (x, a, n), (y, b, m) = pools[-2:]
            pools[-2:] = [((x * n + y * m) / (n + m), (a * n + b * m) / (n + m), n + m)]
    points = [(0.0, 0.0), *((x, share) for x, share, _ in pools)]
    return np.array(points).T
