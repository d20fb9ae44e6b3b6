"""Rebuild the body model's weights and its report from a folder of labelled pages.

    python -m training.train ../shared/bench/data --score ../shared/bench/score.py

Deterministic: the same pages, LightGBM version and seed give the same bytes. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from newscrawler.extraction import body_model
from newscrawler.extraction.body_model import BodyModel
from newscrawler.extraction.features import page_features
from training.boosting import Sample, chances, doubted, laid_out, train
from training.calibration import calibration_table
from training.labelled import LabelledPage, digest_of, read_sets
from training.report import PageScore, score_with, write_report
from training.sites import FOLDS, fold_of, is_kept_out
from training.words import SiteLexicons

_HERE = Path(__file__).parent
_INNER_FOLDS = 3
_INNER_TREES = 100


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of sets of labelled pages")
    parser.add_argument("--score", type=Path, help="the benchmark's score.py; without it no report is written")
    parser.add_argument("--weights", type=Path, default=Path(body_model.__file__).parent / body_model.WEIGHTS)
    parser.add_argument("--report", type=Path, default=_HERE / "report.md")
    parser.add_argument("--folds", type=int, default=FOLDS, help="judge only the first N folds (a quick look)")
    options = parser.parse_args()
    folders = [folder for folder in sorted(options.data.iterdir()) if (folder / "gold.jsonl").exists()]
    started = time.monotonic()
    pages = list(read_sets(folders))
    say(f"{len(pages)} pages, {sum(len(page.labels) for page in pages)} blocks", started)

    scorer = load_scorer(options.score) if options.score else None
    scores: list[PageScore] = []
    flat = np.array([[0.0, 1.0], [0.0, 1.0]])
    for fold in range(options.folds):
        model = fit([page for page in pages if fold_of(page.site) != fold], flat)
        say(f"fold {fold} trained", started)
        if scorer is not None:
            held_out = [page for page in pages if fold_of(page.site) == fold]
            scores += score_with(model, held_out, options.data, scorer)
            say(f"fold {fold} judged", started)
    confidence = calibration_table(scores) if scores else flat
    if options.folds < FOLDS:
        print("\n".join(write_report(scores, confidence, "", None)))
        return
    model = fit([page for page in pages if not is_kept_out(page.site)], confidence)
    np.savez_compressed(options.weights, **arrays_of(model))
    say(f"weights written: {options.weights.stat().st_size} bytes", started)
    if scorer is not None:
        kept_out = [page for page in pages if is_kept_out(page.site)]
        gate = score_with(model, kept_out, options.data, scorer)
        lines = write_report(scores, confidence, digest_of(folders), gate)
        options.report.write_text("\n".join(lines) + "\n", "utf-8")
        say("report written", started)


def fit(pages: Sequence[LabelledPage], confidence: Any) -> BodyModel:
    """A model from these pages and no others."""
    lexicons = SiteLexicons(pages)
    samples = featured(pages, lexicons)
    for fold in range(_INNER_FOLDS):  # labels that trees which did not see them contradict are doubted
        rest = [sample for sample in samples if _inner(sample) != fold]
        booster = train(rest, _INNER_TREES)
        for sample in samples:
            if _inner(sample) == fold:
                sample.doubted = doubted(sample, chances(booster, sample.features))
    return BodyModel(lexicons.whole, laid_out(train(samples)), confidence)


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
    """What `BodyModel.from_arrays` reads, in small types."""
    arrays: dict[str, Any] = {
        "features": model.trees.features,
        "thresholds": model.trees.thresholds,
        "masks": model.trees.masks,
        "leaves": model.trees.leaves,
        "confidence": model.confidence,
    }
    for name, words in (("names", model.lexicon.names), ("words", model.lexicon.words)):
        ordered = sorted(words)
        arrays[f"{name}_text"] = np.array("\n".join(ordered))
        arrays[f"{name}_scores"] = np.array([words[word] for word in ordered], dtype=np.float16)
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
