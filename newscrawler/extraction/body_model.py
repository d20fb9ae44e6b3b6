"""The learned judge of blocks: gradient-boosted trees laid out in arrays, evaluated with numpy alone.

It looks twice: at each block by itself (`features`), then at the blocks left open among what the first look says of
all of them (`second_look`).

All inner nodes of all trees are compared at once. A node whose test fails rules out the leaves on its left; the
first leaf that no node of a tree rules out is the tree's (QuickScorer, Lucchese et al. 2015). Weights, words and
calibration are made by `training/` and lie beside this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.apart import without_boxes_apart
from newscrawler.extraction.blocks import PageBlocks
from newscrawler.extraction.candidates import judge_by_kin
from newscrawler.extraction.cards import without_cards
from newscrawler.extraction.features import page_features
from newscrawler.extraction.gaps import with_gaps_filled
from newscrawler.extraction.leading_away import without_leading_away
from newscrawler.extraction.lexicon import Lexicon
from newscrawler.extraction.next_story import next_story
from newscrawler.extraction.page_basics import Floats
from newscrawler.extraction.pull_quotes import without_pull_quotes
from newscrawler.extraction.repeated import without_repeats
from newscrawler.extraction.second_look import second_look
from newscrawler.extraction.surroundings import Surroundings

LEAVES = 16
"""Leaves of a tree at most: one bit each in a mask of 16 bits."""
WEIGHTS = "body_model.npz"

_FIRST_TREES = 60
_HOPELESS = -2.5
"""Log-odds (a chance of .08) after the first trees; three in five rows are below, and stay there."""
_CHUNK = 256  # rows at a time: what lies between stays in the processor's cache
_FIRST_LEFT = np.array([(~lost & (lost + 1)).bit_length() - 1 for lost in range(1 << LEAVES)], dtype=np.uint8)
"""Mask of the leaves that are out → the first that is not."""


@dataclass
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

    def chances(self, rows: Floats) -> Floats:
        """For each row the chance that it is story, 0…1."""
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(self.raw(rows), -20, 20))), dtype=np.float32)

    def raw(self, rows: Floats) -> Floats:
        """The log-odds for each row; of rows that the first trees think hopeless, what those say."""
        total = np.zeros(len(rows), dtype=np.float32)
        first, others = self._groves
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            said = first.sum(chunk)
            rest = np.flatnonzero(said > _HOPELESS)
            said[rest] += others.sum(chunk[rest])
            total[start : start + _CHUNK] = said
        return total

    @cached_property
    def _groves(self) -> tuple[_Grove, _Grove]:
        """The first trees, and all others."""
        return _Grove.of(self, slice(0, _FIRST_TREES)), _Grove.of(self, slice(_FIRST_TREES, None))


class _Grove(NamedTuple):
    """Some of the trees, laid out for the arithmetic: every node's test a row, node by node over all trees."""

    columns: npt.NDArray[np.intp]
    thresholds: Floats
    lost: npt.NDArray[np.uint16]
    """The leaves that are out if the value goes right."""
    leaves: Floats
    starts: npt.NDArray[np.intp]
    """Where each tree's leaves begin."""

    @classmethod
    def of(cls, trees: Trees, chosen: slice) -> _Grove:
        return cls(
            trees.features[:, chosen].ravel().astype(np.intp),
            trees.thresholds[:, chosen].reshape(-1, 1),
            np.invert(trees.masks[:, chosen]).reshape(-1, 1),
            trees.leaves[chosen].ravel(),
            np.arange(len(trees.leaves[chosen])).reshape(-1, 1) * LEAVES,
        )

    def sum(self, rows: Floats) -> Floats:
        """What these trees add up to for each row."""
        trees = len(self.starts)
        if not len(rows) or not trees:
            return np.zeros(len(rows), dtype=np.float32)
        right = np.ascontiguousarray(rows.T).take(self.columns, axis=0) > self.thresholds
        # a product, since it is worked out sixteen at a time, and `np.where` one by one
        lost = np.multiply(right, self.lost, dtype=np.uint16).reshape(LEAVES - 1, trees, len(rows))
        leaf = _FIRST_LEFT.take(np.bitwise_or.reduce(lost, axis=0), mode="clip")  # there is none that it has not
        total: Floats = self.leaves.take(self.starts + leaf).sum(axis=0, dtype=np.float32)
        return total


@dataclass(slots=True)
class BodyModel:
    """What `training/` made."""

    lexicon: Lexicon
    first: Trees
    """What looks at each block by itself …"""
    second: Trees
    """… and what looks at those left open once more."""
    confidence: npt.NDArray[np.float64]
    """Two rows: points of the page's expected agreement, and the share of articles right at each."""

    def chances(self, page: PageBlocks, around: Surroundings) -> Floats:
        """For each block of the page the chance that it is story, 0…1."""
        return self.both_looks(page, around)[1]

    def both_looks(self, page: PageBlocks, around: Surroundings) -> tuple[Floats, Floats]:
        """For each block of the page the chance that it is story, at first sight and in the end."""
        found = page_features(page, self.lexicon, around)
        said = self.first.chances(found.rows)
        again = second_look(page, found, said, self.lexicon, around)
        at_first = np.zeros(len(page.blocks), dtype=np.float32)
        at_first[found.places] = said
        chances = at_first.copy()
        chances[again.places] = self.second.chances(again.rows)
        if len(found.beyond):
            judge_by_kin(chances, page.kin, found.places, found.beyond)
        chances = without_boxes_apart(page, chances)
        end = next_story(page, chances, around.title)
        if end is not None:
            chances[end:] = 0.0
        for mended in (without_cards, without_repeats, without_pull_quotes, without_leading_away, with_gaps_filled):
            chances = mended(page, chances)
        return at_first, chances

    def calibrated(self, expected: float) -> float:
        """The share of articles that are right among those with this expected agreement."""
        return round(float(np.interp(expected, self.confidence[0], self.confidence[1])), 3)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> BodyModel:
        """The model from what `arrays` of the weights' file hold."""
        return cls(
            Lexicon(_words(arrays, "names"), _words(arrays, "words")),
            _trees(arrays, "first"),
            _trees(arrays, "second"),
            arrays["confidence"],
        )


def _trees(arrays: Mapping[str, Any], name: str) -> Trees:
    return Trees(
        arrays[f"{name}_features"],
        arrays[f"{name}_thresholds"].astype(np.float32),
        arrays[f"{name}_masks"],
        arrays[f"{name}_leaves"].astype(np.float32),
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
