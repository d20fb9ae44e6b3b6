"""`python -m newscrawler.demo_site`: serve the demo site on loopback until stdin closes."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from datetime import datetime
from threading import Thread

from newscrawler.demo_site.calendar import instant, now_on
from newscrawler.demo_site.channels import CHANNELS
from newscrawler.demo_site.newsroom import ARTICLES
from newscrawler.demo_site.plan import Edition
from newscrawler.demo_site.server import VARIANTS, DemoServer


def main(arguments: list[str] | None = None) -> int:
    """Print `{"port": N}` on stdout once the site answers, serve, and end when stdin closes or on Ctrl-C."""
    options = _parser().parse_args(arguments)
    edition = Edition(options.now or now_on(options.day), options.articles, "stays_gone" in options.variants)
    validators = "no_validators" not in options.variants
    server = DemoServer(edition, frozenset(options.without), options.delay, validators)
    if not options.forever and (sys.stdin is None or not sys.stdin.isatty()):
        # Ctrl-C in the parent's terminal reaches us too; the parent may still have requests under way.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        asyncio.run(_serve(server, options.port, forever=options.forever))
    except KeyboardInterrupt:
        pass
    except (OSError, OverflowError) as error:
        print(f"Cannot serve on port {options.port}: {error}. Say another --port, or none", file=sys.stderr)
        return 2
    return 0


async def _serve(server: DemoServer, port: int, *, forever: bool) -> None:
    listening = await server.start(port)
    ended = asyncio.Event()
    if not forever:
        loop = asyncio.get_running_loop()
        # A thread, since asyncio reads no pipes on Windows. stdin closes with the parent, even after kill -9.
        Thread(target=_wait_for_end, args=(loop, ended), daemon=True).start()
    print(f'{{"port": {listening.sockets[0].getsockname()[1]}}}', flush=True)
    await ended.wait()
    listening.close()


def _wait_for_end(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    with contextlib.suppress(OSError):  # a stdin that cannot be read has ended
        while os.read(0, 4096):
            pass
    with contextlib.suppress(RuntimeError):  # the loop has ended before
        loop.call_soon_threadsafe(ended.set)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m newscrawler.demo_site", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 (the default): the system chooses")
    parser.add_argument("--day", type=_day, default=1, help="the site's day: 1, 2, 3 …")
    parser.add_argument("--now", type=_now, help="an instant (ISO 8601) instead of a day")
    parser.add_argument("--articles", type=_articles, default=ARTICLES, help="articles on day 1, at most %(default)s")
    parser.add_argument("--without", nargs="*", default=[], choices=sorted(CHANNELS), help="channels to switch off")
    parser.add_argument("--variants", nargs="*", default=[], choices=sorted(VARIANTS), help="what is different")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--forever", action="store_true", help="go on when stdin closes")
    return parser


def _day(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day: 1, 2, 3 …")
    return int(text)


def _articles(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= ARTICLES:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of articles: 1 to {ARTICLES}")
    return int(text)


def _now(text: str) -> datetime:
    try:
        return instant(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not an ISO 8601 instant") from None


if __name__ == "__main__":
    sys.exit(main())
