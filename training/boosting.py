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
from training.labelled import NEWS_POLICY, LabelledPage

TREES = 300
_PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": LEAVES,
    "min_data_in_leaf": 50,
    "feature_fraction": 0.35,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 8.0,
    "max_bin": 63,
    "force_col_wise": True,
    "deterministic": True,
    "num_threads": 1,
    "seed": 1,
    "verbose": -1,
}
_NEWS_WEIGHT = 2.0
_SURELY = 0.93
_HARDLY = 0.04
"""Chances, given by weights that did not see the page, beyond which a label that says the opposite is doubted:
much of the hand-made gold stops in the middle of a story (seen on 20 of 60 pages looked at)."""


@dataclass(slots=True)
class Sample:
    """A page with its features, as training wants it."""

    page: LabelledPage
    features: PageFeatures
    doubted: npt.NDArray[np.bool_] | None = None
    """For each row, whether its label is to count little."""


def train(samples: Sequence[Sample], trees: int = TREES) -> lightgbm.Booster:
    """Trees for the samples' labels; the last column tells the policy of the gold."""
    chosen = [sample.page.known[sample.features.places] for sample in samples]
    rows = np.concatenate(
        [_with_policy(sample.features.rows[known], sample.page) for sample, known in zip(samples, chosen, strict=True)]
    )
    labels = np.concatenate(
        [sample.page.story[sample.features.places][known] for sample, known in zip(samples, chosen, strict=True)]
    )
    weights = np.concatenate([_weights(sample)[known] for sample, known in zip(samples, chosen, strict=True)])
    return lightgbm.train(_PARAMETERS, lightgbm.Dataset(rows, labels.astype(float), weight=weights), trees)


def chances(booster: lightgbm.Booster, features: PageFeatures) -> Floats:
    """What the trees say of each row under the policy of news."""
    if not len(features.rows):
        return np.zeros(0, dtype=np.float32)
    rows = np.column_stack((features.rows, np.ones(len(features.rows), dtype=np.float32)))
    said: Floats = np.asarray(booster.predict(rows, num_threads=1), dtype=np.float32)
    return said


def doubted(sample: Sample, said: Floats) -> npt.NDArray[np.bool_]:
    """Rows whose label the trees contradict with near certainty."""
    story = sample.page.story[sample.features.places]
    return (~story & (said > _SURELY)) | (story & (said < _HARDLY))


def _with_policy(rows: Floats, page: LabelledPage) -> Floats:
    policy = float(page.set_name in NEWS_POLICY)
    return np.column_stack((rows, np.full(len(rows), policy, dtype=np.float32)))


def _weights(sample: Sample) -> npt.NDArray[np.float64]:
    """A page counts by the root of its length; half-right labels, doubted labels and snippets count less."""
    page, places = sample.page, sample.features.places
    weights = np.full(len(places), min(1.5, 12 / np.sqrt(max(20, len(page.labels)))))
    if page.set_name in NEWS_POLICY:
        weights *= _NEWS_WEIGHT
    share = page.labels[places]
    weights[(share > 0.2) & (share < 0.8)] *= 0.3
    if sample.doubted is not None:
        weights[sample.doubted] *= 0.1
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
