"""Labelled pages: read from a folder of sets, cut into blocks, each block labelled from the gold.

A set is a folder with `gold.jsonl` (a page a line: id, host, url and either `body` or the snippets `with` and
`without`) and `pages/<id>.html.gz`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from newscrawler.extraction.blocks import PageBlock, PageBlocks
from newscrawler.extraction.cutting import cut_blocks
from newscrawler.extraction.document import Document
from newscrawler.extraction.metadata import read_metadata
from newscrawler.extraction.surroundings import Surroundings
from training.labels import block_labels
from training.sites import site_of

NEWS_POLICY = ("aae424", "fundus258", "fundus_hist")
"""Sets of news, whose makers agree on what a body is; the others judge by rules of their own, see README.md."""


@dataclass(slots=True)
class LabelledPage:
    """One page, ready for training."""

    set_name: str
    page_id: str
    site: str
    page: PageBlocks
    around: Surroundings
    labels: npt.NDArray[np.float64]
    """For each block the share of its words that the gold has."""
    known: npt.NDArray[np.bool_]
    """Which blocks the gold says something of."""
    gold: dict[str, Any]

    @property
    def whole(self) -> bool:
        """Whether the gold is the whole body, not snippets."""
        return "body" in self.gold

    @property
    def story(self) -> npt.NDArray[np.bool_]:
        """The labels as yes and no."""
        return self.labels >= 0.5


def page_bytes(folder: Path, page_id: str) -> bytes:
    """A page as published."""
    return gzip.decompress((folder / "pages" / f"{page_id}.html.gz").read_bytes())


def gold_of(folder: Path) -> list[dict[str, Any]]:
    """A set's gold, a page each."""
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def digest_of(folders: Iterable[Path]) -> str:
    """SHA-256 over all gold and all pages: what the weights were made from."""
    total = hashlib.sha256()
    for folder in sorted(folders):
        for path in [folder / "gold.jsonl", *sorted((folder / "pages").glob("*.html.gz"))]:
            total.update(f"{folder.name}/{path.name}\n".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def read_sets(folders: Iterable[Path]) -> Iterator[LabelledPage]:
    """Every page that has a body or snippets as gold and any text."""
    for folder in folders:
        for gold in gold_of(folder):
            if "body" not in gold and "with" not in gold:
                continue
            document = Document.parse(page_bytes(folder, gold["id"]), gold.get("url"))
            if document.root is None:
                continue
            page = cut_blocks(document.root)
            if page.blocks:
                stated = read_metadata(document)
                around = Surroundings.of(document, stated.article_body, stated.page_type)
                labels, known = _labels(page.blocks, gold)
                site = site_of(gold.get("host"), folder.name, gold["id"])
                page.boxes.elements.clear()  # else every page's tree would stay in memory
                page.images.clear()
                yield LabelledPage(folder.name, gold["id"], site, page, around, labels, known, gold)


def _labels(blocks: list[PageBlock], gold: dict[str, Any]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    texts = [block.text for block in blocks]
    if "body" in gold:
        return np.array(block_labels(texts, gold["body"] or "")), np.ones(len(blocks), dtype=bool)
    wanted = [" ".join(text.split()) for text in gold.get("with") or []]
    unwanted = [" ".join(text.split()) for text in gold.get("without") or []]
    labels = np.array([float(any(snippet in text for snippet in wanted)) for text in texts])
    known = (labels > 0) | np.array([any(snippet in text for snippet in unwanted) for text in texts])
    return labels, known
