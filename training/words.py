"""Learning which words in names and at the beginning of blocks tell story from furniture.

A word's score is the log-odds of story among the blocks it stands for: the mean over a site's pages of the share of
story, then over sites, drawn towards the prior by a few sites' worth of doubt. A page is never described by
scores that its own site contributed to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.lexicon import Lexicon, Score, head_words, name_words
from training.labelled import LabelledPage

_PRIORS = (0.25, 0.75)
"""The share of story among all blocks, and among those between the story's ends."""
_NAMES_DOUBT, _WORDS_DOUBT = 3.0, 6.0  # sites
_NAMES_SITES, _WORDS_SITES = 4, 6  # a word of fewer sites is not learned

Counts = npt.NDArray[np.float64]
"""Sum of shares and number of sites: among all blocks, then between the ends."""


@dataclass(slots=True)
class Tally:
    """What was counted for one sort of words."""

    by_site: dict[str, dict[str, Counts]]
    totals: dict[str, Counts]
    doubt: float

    def score(self, word: str, without: str | None = None) -> Score:
        """A word's score, one site's contribution taken out."""
        counts = self.totals[word]
        if without is not None and without in self.by_site[word]:
            counts = counts - self.by_site[word][without]
        return (
            _log_odds(counts[0], counts[1], self.doubt, _PRIORS[0]),
            _log_odds(counts[2], counts[3], self.doubt, _PRIORS[1]),
        )


class _Without(dict[str, Score]):
    """All words' scores, those that one site contributed to made anew when they are asked for."""

    def __init__(self, tally: Tally, scores: dict[str, Score], site: str) -> None:
        super().__init__(scores)
        self._tally = tally
        self._site = site

    def get(self, word: str, default: Score | None = None) -> Score | None:  # type: ignore[override]
        if word not in self:
            return default
        if self._site in self._tally.by_site[word]:
            return self._tally.score(word, self._site)
        return self[word]


class SiteLexicons:
    """The lexicon learned from some pages, and the same without any one site."""

    def __init__(self, pages: Iterable[LabelledPage]) -> None:
        names: dict[str, dict[str, list[Counts]]] = defaultdict(lambda: defaultdict(list))
        words: dict[str, dict[str, list[Counts]]] = defaultdict(lambda: defaultdict(list))
        for page in pages:
            if page.whole and page.story.any():
                _count(page, names, words)
        self._names = _tally(names, _NAMES_SITES, _NAMES_DOUBT)
        self._words = _tally(words, _WORDS_SITES, _WORDS_DOUBT)
        self.whole = Lexicon(
            {word: self._names.score(word) for word in self._names.totals},
            {word: self._words.score(word) for word in self._words.totals},
        )

    def without(self, site: str) -> Lexicon:
        """The lexicon as it were had the site not been seen."""
        return Lexicon(
            _Without(self._names, dict(self.whole.names), site), _Without(self._words, dict(self.whole.words), site)
        )


def _count(
    page: LabelledPage,
    names: dict[str, dict[str, list[Counts]]],
    words: dict[str, dict[str, list[Counts]]],
) -> None:
    story = page.story.astype(float)
    ends = np.flatnonzero(story)
    first, last = int(ends[0]), int(ends[-1]) + 1
    before = np.concatenate(([0.0], np.cumsum(story)))
    of_names: dict[str, Counts] = defaultdict(lambda: np.zeros(4))
    boxes = page.page.boxes
    for sort, start, end in zip(boxes.sorts, boxes.firsts, boxes.lasts, strict=True):
        stop = min(end, len(story))
        if stop <= start:
            continue
        low, high = max(start, first), min(stop, last)
        counted = np.array(
            [
                before[stop] - before[start],
                stop - start,
                *((before[high] - before[low], high - low) if high > low else (0, 0)),
            ]
        )
        for word in set(name_words(boxes.tags[sort], boxes.names[sort])):
            of_names[word] += counted
    of_words: dict[str, Counts] = defaultdict(lambda: np.zeros(4))
    for place, block in enumerate(page.page.blocks):
        within = float(first <= place < last)
        counted = np.array([story[place], 1.0, story[place] * within, within])
        for word in set(head_words(block.text)):
            of_words[word] += counted
    for of_page, all_words in ((of_names, names), (of_words, words)):
        for word, counts in of_page.items():
            all_words[word][page.site].append(counts)


def _tally(counted: dict[str, dict[str, list[Counts]]], least_sites: int, doubt: float) -> Tally:
    by_site: dict[str, dict[str, Counts]] = {}
    for word, sites in counted.items():
        if len(sites) >= least_sites:
            by_site[word] = {site: _share(pages) for site, pages in sites.items()}
    return Tally(by_site, {word: sum(sites.values(), np.zeros(4)) for word, sites in by_site.items()}, doubt)


def _share(pages: list[Counts]) -> Counts:
    """A site's mean share over its pages, and that it is one site."""
    out = np.zeros(4)
    for column in (0, 2):
        shares = [page[column] / page[column + 1] for page in pages if page[column + 1]]
        if shares:
            out[column], out[column + 1] = sum(shares) / len(shares), 1.0
    return out


def _log_odds(share: float, sites: float, doubt: float, prior: float) -> float:
    p = (share + doubt * prior) / (sites + doubt)
    return float(np.log(p / (1 - p)) - np.log(prior / (1 - prior)))
