"""The learned judge of blocks: gradient-boosted trees laid out in arrays, evaluated with numpy alone.

All inner nodes of all trees are compared at once. A node whose test fails rules out the leaves on its left; what
the nodes of a tree leave over, and it, gives the tree's leaf: the lowest bit still set (QuickScorer, Lucchese et
al. 2015). Weights, words and calibration are made by `training/` and lie beside this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.blocks import PageBlocks
from newscrawler.extraction.features import page_features
from newscrawler.extraction.lexicon import Lexicon
from newscrawler.extraction.page_basics import Floats
from newscrawler.extraction.surroundings import Surroundings

LEAVES = 16
"""Leaves of a tree at most: one bit each in a mask of 16 bits."""
WEIGHTS = "body_model.npz"

_FIRST_TREES = 60
_HOPELESS = -2.5
"""Log-odds (a chance of .08) after the first trees; three in five rows are below, and stay there."""
_CHUNK = 256  # rows at a time: what lies between stays in the processor's cache
_ALL = np.uint16(0xFFFF)
_LOWEST_BIT = np.array([16] + [(mask & -mask).bit_length() - 1 for mask in range(1, 1 << 16)], dtype=np.uint8)


@dataclass(slots=True)
class Trees:
    """A forest of boosted trees for one output."""

    features: npt.NDArray[np.int16]
    """(LEAVES - 1) x trees: the column that a node tests, nodes in any order."""
    thresholds: Floats
    """The same shape; a value above it goes right."""
    masks: npt.NDArray[np.uint16]
    """The same shape: the leaves that are still possible if the value goes right."""
    leaves: Floats
    """trees x LEAVES, log-odds."""

    def raw(self, rows: Floats) -> Floats:
        """The log-odds for each row; of rows that the first trees think hopeless, what those say."""
        total = np.zeros(len(rows), dtype=np.float32)
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            said = self._sum(chunk, 0, _FIRST_TREES)
            rest = np.flatnonzero(said > _HOPELESS)
            said[rest] += self._sum(chunk[rest], _FIRST_TREES, self.features.shape[1])
            total[start : start + _CHUNK] = said
        return total

    def _sum(self, rows: Floats, first: int, last: int) -> Floats:
        """What the trees `first` … `last` add up to for each row."""
        features = self.features[:, first:last]
        nodes, trees = features.shape
        if not len(rows) or not trees:
            return np.zeros(len(rows), dtype=np.float32)
        values = np.ascontiguousarray(rows.T)[features.ravel()]
        right = values > self.thresholds[:, first:last].reshape(-1, 1)
        masks = np.where(right, self.masks[:, first:last].reshape(-1, 1), _ALL).reshape(nodes, trees, len(rows))
        leaf = _LOWEST_BIT[np.bitwise_and.reduce(masks, axis=0)]
        start = np.arange(trees, dtype=np.int64).reshape(-1, 1) * LEAVES
        total: Floats = self.leaves[first:last].ravel()[start + leaf].sum(axis=0, dtype=np.float32)
        return total


@dataclass(slots=True)
class BodyModel:
    """What `training/` made."""

    lexicon: Lexicon
    trees: Trees
    confidence: npt.NDArray[np.float64]
    """Two rows: points of the page's expected agreement, and the share of articles right at each."""

    def chances(self, page: PageBlocks, around: Surroundings) -> Floats:
        """For each block of the page the chance that it is story, 0…1."""
        out = np.zeros(len(page.blocks), dtype=np.float32)
        found = page_features(page, self.lexicon, around)
        out[found.places] = 1.0 / (1.0 + np.exp(-np.clip(self.trees.raw(found.rows), -20, 20)))
        return out

    def calibrated(self, expected: float) -> float:
        """The share of articles that are right among those with this expected agreement."""
        return round(float(np.interp(expected, self.confidence[0], self.confidence[1])), 3)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> BodyModel:
        """The model from what `arrays` of the weights' file hold."""
        return cls(
            Lexicon(_words(arrays, "names"), _words(arrays, "words")),
            Trees(
                arrays["features"],
                arrays["thresholds"].astype(np.float32),
                arrays["masks"],
                arrays["leaves"].astype(np.float32),
            ),
            arrays["confidence"],
        )


def _words(arrays: Mapping[str, Any], name: str) -> dict[str, tuple[float, float]]:
    words = str(arrays[f"{name}_text"]).split("\n")
    scores = arrays[f"{name}_scores"].astype(np.float64).tolist()
    return {word: (whole, within) for word, (whole, within) in zip(words, scores, strict=True)}


@cache
def body_model() -> BodyModel:
    """The model that comes with the package; read once."""
    with (files(__package__) / WEIGHTS).open("rb") as file:
        return BodyModel.from_arrays(np.load(file, allow_pickle=False))
