"""Every byte of a tiny archive is flipped, taken out, and joined by another; `verify` must find each of them.

python benchmarks/readers/flips.py        # prints what was tried, and each change that was not found
"""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from newscrawler import extract
from newscrawler.archive.answers import words_of
from newscrawler.archive.archive import Archive
from newscrawler.archive.findings import Grade
from newscrawler.archive.verify import Verifier
from newscrawler.archive.warc import Exchange
from newscrawler.clock import clock_at

WORDS = "The harbour office counted more boats this winter than in any of the nine before, and wrote it down. "
PAGE = f"<html><title>{{}}</title><article><h1>{{}}</h1>{f'<p>{WORDS}</p>' * 4}</article></html>"


def archive_in(folder: Path) -> None:
    archive = Archive(folder, clock_at("2026-02-10T12:00:00Z"))
    archive.begin_run("run-1", "{}", [("software", "a test")])
    for slug in ("rain", "wind"):
        url = f"https://example.org/2026/02/10/{slug}"
        page = PAGE.format(slug, slug)
        headers = [(b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip")]
        exchange = Exchange(
            url=url, at="2026-02-10T12:00:00Z", method="GET", request_headers=[(b"User-Agent", b"x")], status=200,
            protocol="HTTP/1.1", headers=headers, body=gzip.compress(page.encode(), mtime=0),
        )  # fmt: skip
        article = extract(page, url)
        article.warc = archive.capture(exchange, words_of({"source": "feed", "title": slug}))
        article.requested_url, article.status, article.fetched_at = url, 200, exchange.at
        archive.put(article)
    archive.end_run("finished", 0, is_finished=True)
    archive.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "a"
        archive_in(folder)
        verifier = Verifier(folder)
        assert not list(verifier.findings()), "the archive is not whole to begin with"
        for file in sorted([*(folder / "articles").iterdir(), *(folder / "captures").iterdir()]):
            whole, where = file.read_bytes(), f"{file.parent.name}/{file.name}"
            tried = missed = 0
            for at in range(len(whole)):
                flips = [whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :] for bit in (at % 8, (at + 3) % 8)]
                for how, changed in [
                    *(("flipped", each) for each in flips),
                    ("missing", whole[:at] + whole[at + 1 :]),
                    ("added", whole[:at] + b"\x00" + whole[at:]),
                    ("cut off", whole[:at]),
                ]:
                    file.write_bytes(changed)
                    tried += 1
                    found = verifier.findings()
                    if not any(one.grade is not Grade.NOTE and one.where.startswith(where) for one in found):
                        missed += 1
                        print(f"NOT FOUND: {where}, byte {at} {how}")
            file.write_bytes(whole)
            print(f"{where}: {len(whole)} bytes, {tried} changes, {missed} not found", flush=True)
        verifier.close()


if __name__ == "__main__":
    main()
