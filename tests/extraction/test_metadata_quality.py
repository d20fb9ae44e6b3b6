"""Fields on the labelled pages, scored by the benchmark's own rules; the floors fall only by an edit with a reason."""

from __future__ import annotations

import gzip
import importlib.util
import json
import statistics
import time
from types import ModuleType
from typing import Any

import pytest
from running import shared

from newscrawler.extraction.document import Document
from newscrawler.extraction.metadata import read_metadata

FLOORS = {
    # 14 of aae424's days have the wrong year, at least 9 are days of change: .93 is what can be reached there
    "aae424": {"t_norm": 0.955, "d_ok": 0.87, "a_set": 0.89},
    "fundus258": {"t_norm": 0.73, "d_ok": 0.975, "a_set": 0.89},
    "fundus_hist": {"d_ok": 0.98, "a_set": 0.86},
    "htmldate_mediacloud": {"d_ok": 0.90},
    "wcxb_dev_article": {"t_norm": 0.875, "d_ok": 0.81, "a_set": 0.795},
    "chinese69": {"d_ok": 0.7, "a_set": 0.72},
}
MAX_COST = 3.0
"""CPU of `read_metadata` as a multiple of the parse, median of the pages: about 1.2, twice that on a busy machine."""


@pytest.mark.parametrize("name", FLOORS)
def test_floors(name: str) -> None:
    folder = shared(f"bench/data/{name}")
    score = _scorer()
    rows, costs = [], []
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        gold = json.loads(line)
        html = gzip.decompress((folder / "pages" / f"{gold['id']}.html.gz").read_bytes())
        read, cost = _read(html, gold.get("url"))
        wanted = {key: value for key, value in gold.items() if key not in ("body", "with", "without")}
        rows.append(score.score_page(wanted, read, False))
        costs.append(cost)
    found = {key: statistics.mean(row[key] for row in rows if key in row) for key in FLOORS[name]}
    assert {key: value for key, value in found.items() if value < FLOORS[name][key]} == {}
    assert statistics.median(costs) < MAX_COST


def _read(html: bytes, url: str | None) -> tuple[dict[str, Any], float]:
    start = time.process_time()
    document = Document.parse(html, url)
    parse = time.process_time() - start
    _ = document.blocks  # cut once for the body, whoever asks first: in Chinese pages that is the metadata
    start = time.process_time()
    read = read_metadata(document)
    cost = (time.process_time() - start) / max(parse, 1e-6)
    return {"title": read.title, "author": read.authors, "date_published": read.date_published}, cost


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_score", shared("bench/score.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
