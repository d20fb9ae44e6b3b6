"""The k-th write or sync fails, from below Python and SQLite: a clear error, code 14, and the next run mends it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from faults import KINDS, PATHS, built, fault, faulty_crawl
from killing import content, crawl
from loopback import TestSite
from pages_of_ours import article_page, index_page

pytestmark = pytest.mark.skipif(
    not shutil.which("cc") or not Path("/proc/self/fd").exists(), reason="needs a C compiler and Linux' /proc"
)
SAMPLE = [
    ("disk full", 0.02),  # opening
    ("disk full", 0.35),  # the first commits
    ("disk full", 0.6),  # captures and lines
    ("disk full", 0.95),  # closing
    ("input/output error", 0.5),
    ("short write", 0.55),
    ("short write", 0.75),
]
"""What fails, and where, as a share of all writes; benchmarks/crash/faults.py takes every one."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A site of four pages, the library, what an undisturbed crawl writes, and how many writes that takes."""
    pages = {path: article_page(f"What the office said on day {day}", day) for day, path in enumerate(PATHS)}
    site = TestSite({"/": index_page(PATHS), **pages})
    library = built(tmp_path_factory.mktemp("library"))
    undisturbed = tmp_path_factory.mktemp("undisturbed")
    assert crawl(site.port, undisturbed).returncode == 0
    expected = content(undisturbed)
    done, writes = faulty_crawl(library, site.port, tmp_path_factory.mktemp("counted"))
    assert done.returncode == 0
    yield site, library, expected, writes
    site.close()


@pytest.mark.parametrize(("kind", "share"), SAMPLE)
def test_a_write_that_fails(office: Any, tmp_path: Path, kind: str, share: float) -> None:
    site, library, expected, writes = office
    assert len(expected) == len(PATHS)
    told = fault(library, site.port, tmp_path / "crawl", kind, max(1, int(writes * share)), expected)
    assert told.problems == []


def test_a_disk_that_stays_full(office: Any, tmp_path: Path) -> None:
    site, library, _, writes = office
    done, _ = faulty_crawl(library, site.port, tmp_path, at=writes // 2, errno=KINDS["disk full"], stays=1)
    assert done.returncode == 14, done.stderr
    assert "Traceback" not in done.stderr
