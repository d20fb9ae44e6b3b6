"""From labelled pages to trees: weights, gradient boosting (LightGBM), and the trees laid out in arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from newscrawler.extraction.body_model import LEAVES, Trees
from newscrawler.extraction.features import PageFeatures
from newscrawler.extraction.page_basics import Floats
from newscrawler.extraction.second_look import NEWS_COLUMN
from training.labelled import NEWS_POLICY, LabelledPage

_PARAMETERS = {
    "objective": "binary",
    "num_leaves": LEAVES,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "max_bin": 63,
    "force_col_wise": True,
    "deterministic": True,
    "num_threads": 1,
    "seed": 1,
    "verbose": -1,
}
_NEWS_WEIGHT = 2.0
_STANDFIRST_WEIGHT = 3.0
_SURELY = 0.93
_HARDLY = 0.04
"""Chances, given by weights that did not see the page, beyond which a label that says the opposite is doubted:
much of the hand-made gold stops in the middle of a story (seen on 20 of 60 pages looked at)."""


@dataclass(slots=True)
class Look:
    """How one of the two looks is trained."""

    trees: int
    parameters: dict[str, Any]
    is_second: bool = False


FIRST = Look(300, {"learning_rate": 0.06, "min_data_in_leaf": 50, "feature_fraction": 0.35, "lambda_l2": 8.0})
SECOND = Look(
    240, {"learning_rate": 0.05, "min_data_in_leaf": 60, "feature_fraction": 0.3, "lambda_l2": 15.0}, is_second=True
)
"""Slower and smoother: what it looks at says nearly all by itself, and the first look's errors are learned by heart."""


@dataclass(slots=True)
class Sample:
    """A page with its features, as training wants it."""

    page: LabelledPage
    features: PageFeatures
    doubted: npt.NDArray[np.bool_] | None = None
    """For each row, whether its label is to count little."""


def train(samples: Sequence[Sample], look: Look) -> Trees:
    """Trees for the samples' labels, settled for the policy of news, which the last column tells in training."""
    chosen = [sample.page.known[sample.features.places] for sample in samples]
    rows = np.concatenate(
        [_rows(sample, look)[known] for sample, known in zip(samples, chosen, strict=True)], dtype=np.float32
    )
    labels = np.concatenate(
        [sample.page.story[sample.features.places][known] for sample, known in zip(samples, chosen, strict=True)]
    )
    weights = np.concatenate([_weights(sample, look)[known] for sample, known in zip(samples, chosen, strict=True)])
    grown = lightgbm.train(
        _PARAMETERS | look.parameters, lightgbm.Dataset(rows, labels.astype(float), weight=weights), look.trees
    )
    return laid_out(grown)


def doubted(sample: Sample, said: Floats) -> npt.NDArray[np.bool_]:
    """Rows whose label trees that did not see the page contradict with near certainty."""
    story = sample.page.story[sample.features.places]
    return (~story & (said > _SURELY)) | (story & (said < _HARDLY))


def _rows(sample: Sample, look: Look) -> Floats:
    """The features, and whether the page's gold follows the policy of news."""
    is_news = sample.page.set_name in NEWS_POLICY
    rows = np.column_stack((sample.features.rows, np.full(len(sample.features.places), float(is_news))))
    if look.is_second and not is_news:
        rows[:, NEWS_COLUMN - 1] = 0.0
    return rows.astype(np.float32)


def _weights(sample: Sample, look: Look) -> npt.NDArray[np.float64]:
    """A page counts by the root of its length; half-right labels, doubted labels and snippets count less.

    At the second look long blocks count more, since whole texts are judged by it, and so do the standfirsts of news:
    a page has one, and with it wrong the whole of the text is not exactly right.
    """
    page, places = sample.page, sample.features.places
    is_news = page.set_name in NEWS_POLICY
    weights = np.full(len(places), min(1.5, 12 / np.sqrt(max(20, len(page.labels)))))
    if is_news:
        weights *= _NEWS_WEIGHT
    share = page.labels[places]
    weights[(share > 0.2) & (share < 0.8)] *= 0.3
    if sample.doubted is not None:
        weights[sample.doubted] *= 0.1
    if look.is_second:
        sizes = np.array([len(page.page.blocks[place].text) for place in places.tolist()], dtype=np.float64)
        weights *= np.clip(np.sqrt(sizes / 60), 0.5, 2.0)
        if is_news:
            weights[sample.features.rows[:, NEWS_COLUMN] > 0] *= _STANDFIRST_WEIGHT
    return weights


def laid_out(booster: lightgbm.Booster) -> Trees:
    """The trees in arrays; tests of the policy are settled for news, so that no policy is asked for at run time."""
    dump = booster.dump_model()
    policy = len(dump["feature_names"]) - 1
    count = len(dump["tree_info"])
    features = np.zeros((LEAVES - 1, count), dtype=np.int16)
    thresholds = np.full((LEAVES - 1, count), np.inf, dtype=np.float32)
    masks = np.full((LEAVES - 1, count), 0xFFFF, dtype=np.uint16)
    leaves = np.zeros((count, LEAVES), dtype=np.float32)
    for column, tree in enumerate(dump["tree_info"]):
        order: list[float] = []
        nodes: list[tuple[int, float, int]] = []
        _walk(tree["tree_structure"], order, nodes)
        leaves[column, : len(order)] = order
        for row, (feature, threshold, mask) in enumerate(nodes):
            features[row, column] = 0 if feature == policy else feature
            always = -np.inf if threshold < 1.0 else np.inf
            thresholds[row, column] = always if feature == policy else threshold
            masks[row, column] = mask
    return Trees(features, thresholds, masks, leaves)


def _walk(node: dict[str, Any], leaves: list[float], nodes: list[tuple[int, float, int]]) -> int:
    """Number the leaves below `node` from left to right; gives them as bits. Trees are at most 15 deep."""
    if "leaf_value" in node:
        leaves.append(node["leaf_value"])
        return 1 << (len(leaves) - 1)
    at = len(nodes)
    nodes.append((0, 0.0, 0))
    left = _walk(node["left_child"], leaves, nodes)
    right = _walk(node["right_child"], leaves, nodes)
    nodes[at] = (node["split_feature"], node["threshold"], 0xFFFF & ~left)
    return left | right
