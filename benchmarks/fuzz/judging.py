"""What a fuzzed page must show: `extract` raises nothing, and costs no more than 50 times the page's own parse."""

from __future__ import annotations

import time
import traceback
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

from newscrawler import extract
from newscrawler.extraction.document import MAX_BYTES, sniff_encoding

MOST = 50.0
"""CPU of `extract`, as a multiple of one parse of the same bytes by lxml."""
FLOOR = 0.02
"""Seconds below which a page is not judged by its ratio: a page of ten bytes parses in microseconds, and `extract`
has costs that do not depend on the page."""
URL = "https://example.org/2026/02/10/rain-over-the-bay"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one page went; `trouble` is None where it went well."""

    ratio: float
    seconds: float
    trouble: str | None = None


def judge(page: bytes) -> Verdict:
    """Extract `page`; what looks slow is measured three times more, and the least counts."""
    try:
        seconds = _cost(page)
    except Exception:  # whatever it is, it is the finding
        return Verdict(0.0, 0.0, traceback.format_exc())
    parse = _parse(page)
    for _ in range(3):
        if seconds <= max(FLOOR, MOST * parse):
            break
        seconds, parse = min(seconds, _cost(page)), max(parse, _parse(page))
    ratio = seconds / max(parse, 1e-6)
    slow = seconds > max(FLOOR, MOST * parse)
    return Verdict(
        ratio,
        seconds,
        f"{ratio:.0f} x its parse ({seconds:.3f} s, {seconds / max(len(page), 1) * 1e9:.0f} ns a byte)"
        if slow
        else None,
    )


def _cost(page: bytes) -> float:
    start = time.process_time()
    extract(page, URL)
    return time.process_time() - start


def _parse(page: bytes) -> float:
    """As `Document` has it parsed: UTF-8 without NULs, at the first of which the parser would stop."""
    page = page[:MAX_BYTES].decode(sniff_encoding(page), "replace").encode("utf-8", "replace").replace(b"\0", b"")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    start = time.process_time()
    with suppress(etree.LxmlError, ValueError):
        etree.fromstring(page, parser)
    return time.process_time() - start
