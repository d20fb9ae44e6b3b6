"""Many sites in one process, each at one request a second: all done, at what cost, and was any gap too short.

`python benchmarks/sites/many.py [SITES]` serves SITES sites of 20 articles (a port of the loopback each, in a process
of its own; loopback has no `DOWNLOAD_DELAY`, so each robots.txt asks for `Crawl-delay: 1`), crawls them with one
`crawl all --sites`, and judges by the reports, and by what the server itself saw. Prints one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ARTICLES = 20
GAP = 1.0
SENTENCES = (
    "The harbour office counted more boats this winter than in any of the nine before.",
    "Most of them came in for repairs, and some of them stayed because the crews liked the bakery.",
    "A ferry line that was closed in spring will run again from the first Monday of the month.",
    "The council wants the new pier to be open to walkers, and it has set money aside for benches.",
    "Engineers measured the sea wall three times and came to three slightly different results.",
)
SAMPLE_SECONDS = 0.5


def page(site: int, path: str) -> str | None:
    """What site number `site` says to `path`; None where it has nothing there."""
    if path == "/robots.txt":
        return f"User-agent: *\nCrawl-delay: {GAP:g}\n"
    if path == "/":
        links = "".join(
            f'<article><h2><a href="/2026/02/{1 + n:02}/what-was-said-of-matter-{n}">What was said of matter {n} in '
            f"the town of number {site}</a></h2></article>"
            for n in range(ARTICLES)
        )
        return f'<!doctype html><html lang="en"><title>Town {site}</title><body><main>{links}</main></body></html>'
    found = re.fullmatch(r"/2026/02/(\d\d)/what-was-said-of-matter-(\d+)", path)
    if found is None:
        return None
    title = f"What was said of matter {found[2]} in the town of number {site}"
    body = "".join(
        f"<p>Note {site}-{found[2]}-{n}: {SENTENCES[n]} {SENTENCES[(n + site) % 5]} {SENTENCES[(n * 2 + 1) % 5]}</p>"
        for n in range(5)
    )
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2026-02-{found[1]}T09:30:00+01:00"></head>'
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


def serve(count: int, told: Connection) -> None:
    """`count` sites; their ports are told first, and in the end when each was asked."""
    visits: dict[int, list[float]] = defaultdict(list)

    async def answer(site: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                visits[site].append(time.monotonic())
                text = page(site, head.split(b" ", 2)[1].decode())
                body, kind = (text or "none").encode(), "text/plain" if (text or "").startswith("User") else "text/html"
                status = "200 OK" if text else "404 Not Found"
                writer.write(
                    f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
                    .encode() + body
                )  # fmt: skip
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        servers = [
            await asyncio.start_server(lambda r, w, site=n: answer(site, r, w), "127.0.0.1", 0) for n in range(count)
        ]
        told.send([server.sockets[0].getsockname()[1] for server in servers])
        await asyncio.to_thread(told.recv)
        told.send(dict(visits))

    asyncio.run(run())


def crawl(ports: list[int], folder: Path) -> dict[str, Any]:
    """One crawl of all of them: its exit code, seconds, most memory and most open files."""
    tables = [f'[sites.town{n}]\nurl = "http://127.0.0.1:{port}/"\n' for n, port in enumerate(ports)]
    (folder / "sites.toml").write_text("\n".join(tables))
    command = [sys.executable, "-m", "newscrawler", "crawl", "all", "--sites", str(folder / "sites.toml")]
    command += ["-s", f"NEWSCRAWLER_OUTPUT={folder / 'output'}", "-s", "NEWSCRAWLER_ADAPTIVE_PACE=False"]
    began, files = time.monotonic(), 0
    log = (folder / "log").open("w")
    with subprocess.Popen(command, stdout=log, stderr=log) as running:
        while running.poll() is None:
            with suppress(OSError):  # gone meanwhile, or no /proc here
                files = max(files, len(os.listdir(f"/proc/{running.pid}/fd")))
            time.sleep(SAMPLE_SECONDS)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "exit_code": running.returncode,
        "seconds": round(time.monotonic() - began, 1),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 2),
        "peak_mib": round(used.ru_maxrss / 1024, 1),
        "open_files": files,
    }


def judge(folder: Path) -> dict[str, Any]:
    """What the sites' reports say."""
    reports = [json.loads(path.read_text()) for path in sorted(folder.glob("output/*/reports/*.json"))]
    hosts = [host for report in reports for host in report["hosts"].values()]
    return {
        "reports": len(reports),
        "done": sum(one["finish_reason"] == "finished" and one["records_written"] == ARTICLES for one in reports),
        "exit_codes": sorted({report["exit_code"] for report in reports}),
        "requests": sum(host["requests"] for host in hosts),
        "promised": sorted({host["promised_seconds"] for host in hosts}),
        "violations": sum(host["violations"] for host in hosts),
        "smallest_gap": min(host["smallest_gap_seconds"] for host in hosts),
    }


def main() -> None:
    """Serve, crawl, judge."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(count, theirs), daemon=True)
    server.start()
    with tempfile.TemporaryDirectory() as folder:
        result = {"sites": count, **crawl(ours.recv(), Path(folder)), **judge(Path(folder))}
    ours.send("end")
    visits = ours.recv()
    gaps = [later - earlier for seen in visits.values() for earlier, later in pairwise(seen)]
    result["seen_by_the_server"] = {"requests": sum(map(len, visits.values())), "smallest_gap": round(min(gaps), 3)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
