"""Rebuild the body model's weights and its report from a folder of labelled pages.

    python -m training.train ../shared/bench/data --score ../shared/bench/score.py

Deterministic: the same pages, LightGBM version and seed give the same bytes. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import multiprocessing
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from newscrawler.extraction import body_model
from newscrawler.extraction.body_model import BodyModel
from newscrawler.extraction.features import page_features
from newscrawler.extraction.page_basics import Floats
from newscrawler.extraction.second_look import second_look
from training.boosting import FIRST, SECOND, Sample, doubted, train
from training.calibration import calibration_table
from training.labelled import LabelledPage, digest_of, read_sets
from training.report import PageScore, score_with, write_report
from training.sites import FOLDS, fold_of, is_kept_out
from training.words import SiteLexicons

_HERE = Path(__file__).parent
_INNER_FOLDS = 3


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of sets of labelled pages")
    parser.add_argument("--score", type=Path, help="the benchmark's score.py; without it no report is written")
    parser.add_argument("--weights", type=Path, default=Path(body_model.__file__).parent / body_model.WEIGHTS)
    parser.add_argument("--report", type=Path, default=_HERE / "report.md")
    parser.add_argument("--folds", type=int, default=FOLDS, help="judge only the first N folds; 0: weights alone")
    parser.add_argument("--jobs", type=int, default=1, help="processes; the weights are the same for any number")
    options = parser.parse_args()
    folders = [folder for folder in sorted(options.data.iterdir()) if (folder / "gold.jsonl").exists()]
    started = time.monotonic()
    read = side_by_side([partial(pages_of, folder) for folder in folders], options.jobs)
    pages: list[LabelledPage] = [page for of_set in read for page in of_set]
    say(f"{len(pages)} pages, {sum(len(page.labels) for page in pages)} blocks", started)

    scorer = load_scorer(options.score) if options.score else None
    flat = np.array([[0.0, 1.0], [0.0, 1.0]])

    def judged(fold: int) -> list[PageScore]:
        model = fit([page for page in pages if fold_of(page.site) != fold], flat)
        say(f"fold {fold} trained", started)
        held_out = [page for page in pages if fold_of(page.site) == fold]
        scores = score_with(model, held_out, options.data, scorer) if scorer is not None else []
        say(f"fold {fold} judged", started)
        return scores

    def shipped() -> BodyModel:
        model = fit([page for page in pages if not is_kept_out(page.site)], flat)
        say("trained for shipping", started)
        return model

    jobs: list[Callable[[], Any]] = [shipped, *(partial(judged, fold) for fold in range(options.folds))]
    model, *of_folds = side_by_side(jobs, options.jobs)
    scores: list[PageScore] = [score for of_fold in of_folds for score in of_fold]
    confidence = calibration_table(scores) if scores else flat
    if scores and options.folds < FOLDS:
        print("\n".join(write_report(scores, confidence, "", None)))
        return
    model.confidence = confidence
    np.savez_compressed(options.weights, **arrays_of(model))
    digest = hashlib.sha256(options.weights.read_bytes()).hexdigest()
    say(f"weights written: {options.weights.stat().st_size} bytes, SHA-256 {digest}", started)
    if scorer is not None and scores:
        kept_out = [page for page in pages if is_kept_out(page.site)]
        gate = score_with(model, kept_out, options.data, scorer)
        lines = write_report(scores, confidence, digest_of(folders), gate)
        options.report.write_text("\n".join(lines) + "\n", "utf-8")
        say("report written", started)


def pages_of(folder: Path) -> list[LabelledPage]:
    """The pages of one set."""
    return list(read_sets([folder]))


def side_by_side(jobs: Sequence[Callable[[], Any]], processes: int) -> list[Any]:
    """What the jobs give, in their order; run in so many processes, which share the pages that were read before."""
    if processes < 2:
        return [job() for job in jobs]
    with multiprocessing.get_context("fork").Pool(processes, initializer=_JOBS.extend, initargs=(jobs,)) as pool:
        return pool.map(_run, range(len(jobs)), chunksize=1)


_JOBS: list[Callable[[], Any]] = []
"""Of a process of `side_by_side`; inherited, since closures cannot be sent."""


def _run(place: int) -> Any:
    return _JOBS[place]()


def fit(pages: Sequence[LabelledPage], confidence: Any) -> BodyModel:
    """A model from these pages and no others.

    What the second look learns from is what first looks say that did not see the page's site; they also tell which
    labels are doubted.
    """
    lexicons = SiteLexicons(pages)
    samples = featured(pages, lexicons)
    said: dict[int, Floats] = {}
    for fold in range(_INNER_FOLDS):
        inner = train([sample for sample in samples if _inner(sample) != fold], FIRST)
        for sample in samples:
            if _inner(sample) == fold:
                said[id(sample)] = inner.chances(sample.features.rows)
    again = []
    for sample in samples:
        chances = said[id(sample)]
        sample.doubted = doubted(sample, chances)
        page = sample.page
        features = second_look(page.page, sample.features, chances, lexicons.whole, page.around)
        if len(features.places):
            of_row = np.searchsorted(sample.features.places, features.places)
            again.append(Sample(page, features, sample.doubted[of_row]))
    return BodyModel(lexicons.whole, train(samples, FIRST), train(again, SECOND), confidence)


def _inner(sample: Sample) -> int:
    return fold_of("inner " + sample.page.site) % _INNER_FOLDS


def featured(pages: Iterable[LabelledPage], lexicons: SiteLexicons) -> list[Sample]:
    """The pages with their features, each seen with words that other sites taught."""
    samples = []
    of_site: dict[str, Any] = {}
    for page in sorted(pages, key=lambda page: page.site):
        if page.site not in of_site:
            of_site = {page.site: lexicons.without(page.site)}
        features = page_features(page.page, of_site[page.site], page.around)
        if len(features.places):
            samples.append(Sample(page, features))
    return samples


def arrays_of(model: BodyModel) -> dict[str, Any]:
    """What `BodyModel.from_arrays` reads, exactly as it was trained with: scores of words in half as many bits moved a
    few of them over a threshold, and a body in forty came out differently.
    """
    arrays: dict[str, Any] = {
        "confidence": model.confidence,
    }
    for name, trees in (("first", model.first), ("second", model.second)):
        arrays[f"{name}_features"] = trees.features
        arrays[f"{name}_thresholds"] = trees.thresholds
        arrays[f"{name}_masks"] = trees.masks
        arrays[f"{name}_leaves"] = trees.leaves
    for name, words in (("names", model.lexicon.names), ("words", model.lexicon.words)):
        ordered = sorted(words)
        arrays[f"{name}_text"] = np.array("\n".join(ordered))
        arrays[f"{name}_scores"] = np.array([words[word] for word in ordered], dtype=np.float32)
    return arrays


def load_scorer(path: Path) -> ModuleType:
    """The benchmark's own scorer."""
    spec = importlib.util.spec_from_file_location("benchmark_score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def say(what: str, started: float) -> None:
    """A line of progress."""
    print(f"{time.monotonic() - started:6.0f} s  {what}", flush=True)


if __name__ == "__main__":
    main()
