"""Which blocks of a page are in its gold body: labels by alignment.

A block's words are looked for in the gold's words; of all places where blocks may lie, the chain is taken that
covers most of the gold in reading order. So a sentence that stands twice on the page is labelled once, and a
one-word crosshead gets one only where the gold has that word between the paragraphs around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

_SCRIPT_WITHOUT_SPACES = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f\u1000-\u109f"
TOKEN = re.compile(rf"[{_SCRIPT_WITHOUT_SPACES}]|[^\W{_SCRIPT_WITHOUT_SPACES}]+")
"""Words as the benchmark counts them: a character each in scripts without spaces."""

_N = 4  # words in a shingle, as in the benchmark's measure
_MAX_PLACES = 30  # places tried for a block that occurs often in the gold


def tokens(text: str) -> list[str]:
    """The words of a text."""
    return TOKEN.findall(text)


def block_labels(blocks: Sequence[str], gold: str) -> list[float]:
    """For every block's text the share of its words that the gold body has at its place, 0…1."""
    gold_tokens = tokens(gold)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n in range(1, _N + 1):
        for start in range(len(gold_tokens) - n + 1):
            places[tuple(gold_tokens[start : start + n])].append(start)
    candidates: list[tuple[int, int, float, int]] = []
    block_tokens = [tokens(block) for block in blocks]
    for index, words in enumerate(block_tokens):
        candidates.extend((start, end, weight, index) for start, end, weight in _matches(words, places))
    share = [0.0] * len(blocks)
    for _, _, weight, index in _best_chain(candidates, len(gold_tokens)):
        share[index] = min(1.0, weight / len(block_tokens[index]))
    return share


def _matches(words: list[str], places: dict[tuple[str, ...], list[int]]) -> list[tuple[int, int, float]]:
    """Where in the gold a block may lie: (start, end, words matched)."""
    if not words:
        return []
    if len(words) < _N:
        return [(start, start + len(words), len(words)) for start in places.get(tuple(words), [])[:_MAX_PLACES]]
    votes: dict[int, list[int]] = defaultdict(list)  # offset of block in gold -> places of the shingles that agree
    for at in range(len(words) - _N + 1):
        for start in places.get(tuple(words[at : at + _N]), [])[:_MAX_PLACES]:
            votes[start - at].append(at)
    found: list[tuple[int, int, float]] = []
    for offset, starts in sorted(votes.items(), key=lambda item: -len(item[1]))[:_MAX_PLACES]:
        covered = {at + step for at in starts for step in range(_N)}
        found.append((offset + min(covered), offset + max(covered) + 1, len(covered)))
    if len(found) > 1:  # words inserted or left out inside the block: neighbouring offsets together
        low, high = min(start for start, _, _ in found[:5]), max(end for _, end, _ in found[:5])
        total = sum(weight for _, _, weight in found[:5])
        if high - low <= 1.5 * len(words) + 10 and total <= len(words) + 8:
            found.append((low, high, min(total, len(words))))
    return found


def _best_chain(candidates: list[tuple[int, int, float, int]], size: int) -> list[tuple[int, int, float, int]]:
    """The chain of candidates, increasing in block and gold, that matches most words; one for each block."""
    by_block: dict[int, list[tuple[int, int, float, int]]] = defaultdict(list)
    for candidate in candidates:
        by_block[candidate[3]].append(candidate)
    # frontier: for increasing gold ends the best weight so far (a Pareto staircase) with its link
    ends: list[int] = [0]
    best: list[tuple[float, Any]] = [(0.0, None)]
    for index in sorted(by_block):
        fresh = []
        for candidate in by_block[index]:
            start, end, weight, _ = candidate
            at = bisect_right(ends, start + (weight >= _N)) - 1  # one word of overlap between long ones
            if at >= 0:
                fresh.append((end, best[at][0] + weight - 0.01, (candidate, best[at][1])))
        for end, total, link in fresh:
            at = bisect_right(ends, end)
            if at and best[at - 1][0] >= total:
                continue
            stop = at
            while stop < len(ends) and best[stop][0] <= total:
                stop += 1
            if at and ends[at - 1] == end:
                at -= 1
            ends[at:stop] = [end]
            best[at:stop] = [(total, link)]
    chain = []
    link = best[-1][1]
    while link is not None:
        chain.append(link[0])
        link = link[1]
    return chain[::-1]
