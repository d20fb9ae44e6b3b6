"""The quality gate: what `extract` reaches on sites that no shipped weight was trained on.

The sites are a fixed tenth of those in the benchmark's sets, chosen by a hash of their names (`training/sites.py`).
The floors fall only by an edit here, with a reason.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from newscrawler import extract

_ROOT = Path(__file__).resolve().parents[2]
_BENCH = _ROOT.parent / "shared" / "bench"

FLOORS: dict[str, dict[str, float]] = {
    "aae424": {"sh_f1": 0.96, "acc": 0.37},
    "fundus258": {"sh_f1": 0.975, "acc": 0.37},
    "wcxb_dev_article": {"sh_f1": 0.935, "acc": 0.15},
    "magic158": {"sh_f1": 0.965},
    "trafilatura990": {"s_f1": 0.953},
}
"""Set → measure of the benchmark → the least that is let pass: one to two points below what was reached (report.md),
and a page less of the eight that a small set has. aae424 fell from .41 exact with the weights of the cut that leaves
paragraphs in tables' cells apart: 16 of its 41 pages, not 19, where out of fold 120 of all 324 are exact, 123 by the
same code with the folds' weights of before: no more than chance, and Chinese stories are no longer one block.
"""


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem + "_of_the_gate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not _BENCH.is_dir(), reason="the labelled pages are not here")
@pytest.mark.parametrize("name", FLOORS)
def test_no_set_falls_below_its_floor(name: str) -> None:
    score, sites = _module(_BENCH / "score.py"), _module(_ROOT / "training" / "sites.py")
    folder = _BENCH / "data" / name
    rows: list[dict[str, Any]] = []
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for gold in map(json.loads, lines):
            if sites.is_kept_out(sites.site_of(gold.get("host"), name, gold["id"])):
                html = gzip.decompress((folder / "pages" / f"{gold['id']}.html.gz").read_bytes())
                article = extract(html, gold.get("url"))
                rows.append(score.score_page(gold, {"body": article.body or ""}, False))
    assert len(rows) >= 5
    reached = score.agg(rows)
    assert {measure: reached[measure] >= floor for measure, floor in FLOORS[name].items()} == dict.fromkeys(
        FLOORS[name], True
    ), {measure: reached[measure] for measure in FLOORS[name]}
