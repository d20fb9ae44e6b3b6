"""Sites that refuse us: told apart, left alone early, and never worked around."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import Scrapy

Site = Callable[[dict[str, Any]], TestSite]
PATHS = [f"/2026/02/01/matter-number-{n:02}-of-the-office" for n in range(12)]
CHALLENGE = Answer(
    "<html><head><title>Just a moment...</title><script>window._cf_chl_opt={};</script></head>"
    "<body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>",
    403,
    {"cf-mitigated": "challenge"},
)


def test_a_site_that_refuses_page_after_page_is_left_alone(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    pages: dict[str, Any] = dict.fromkeys(PATHS, CHALLENGE)
    pages[PATHS[0]] = article_page("Matter number 0 of the office", 0)
    pages[PATHS[1]] = replace(CHALLENGE, status=503)
    running = site({"/": index_page(PATHS), **pages})
    done = crawl_site(running.url, output=tmp_path)
    report = done.report()
    # a 503 that may pass would have been asked for again; a challenge is not
    refused = report["outcomes"].pop("challenge")
    assert refused in (5, 6)  # the next one may be under way before an answer is judged
    assert report["outcomes"] == {"index": 1, "archived": 1}, done.err
    assert [path for path in running.paths if path in PATHS] == PATHS[: refused + 1]
    assert (done.code, report["finish_reason"]) == (13, "refused")
    (host,) = report["hosts"].values()
    assert host["left_alone"]["reason"] == "refused"

    running.answers.update({path: article_page(f"Matter {path}", n) for n, path in enumerate(PATHS)})
    again = crawl_site(running.url, output=tmp_path)  # the rest waited in the ledger
    assert again.report()["goes_on"]
    assert again.report()["outcomes"] == {"archived": 11 - refused}
    assert again.code == 0


def test_walls_are_told_apart(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    walls = {
        PATHS[0]: Answer("", 302, {"Location": "https://consent.echo.invalid/collectConsent?back=/"}),
        PATHS[1]: Answer("", 302, {"Location": f"/login?next={PATHS[1]}"}),
        PATHS[2]: "<html><head><title>Access denied</title></head><body><p>You have been blocked.</p></body></html>",
        PATHS[3]: Answer("pay", 402),
        PATHS[4]: "<html><head><title>Log in</title></head><body><form><input type=password></form></body></html>",
        PATHS[5]: Answer(article_page("Kept from archives", 5), headers={"X-Robots-Tag": "newscrawler: noarchive"}),
        PATHS[6]: Answer(article_page("For search engines", 6), headers={"X-Robots-Tag": "noindex"}),
        PATHS[7]: Answer(
            article_page("Over", 7), headers={"X-Robots-Tag": "unavailable_after: 1 Jan 2020 00:00:00 GMT"}
        ),
        PATHS[8]: Answer(article_page("Reserved", 8), headers={"tdm-reservation": "1"}),
        PATHS[9]: article_page("Not for models", 9),
        PATHS[10]: Answer(index_page(["/2026/02/01/behind-a-list"] * 9), headers={"X-Robots-Tag": "nofollow"}),
    }
    robots = f"User-agent: *\nDisallow: /x\n\nUser-agent: GPTBot\nUser-agent: CCBot\nDisallow: {PATHS[9]}\n"
    tdm = Answer('[{"location": "/2026/02/01/matter-number-11*", "tdm-reservation": 1}]', 200)
    running = site({"/": index_page(PATHS), **walls, PATHS[11]: article_page("Mined", 11), "/robots.txt": robots,
                    "/.well-known/tdmrep.json": tdm})  # fmt: skip
    done = crawl_site(running.url, "-s", "NEWSCRAWLER_OBEY_AI_OPT_OUT=True", output=tmp_path)
    outcomes = done.report()["outcomes"]
    assert outcomes == {
        "ai_opt_out": 3, "login_wall": 2, "archived": 1, "blocked": 1, "consent_wall": 1, "index": 1, "noarchive": 1,
        "no_longer_available": 1, "nofollow": 1, "paywall": 1,
    }, done.err  # fmt: skip
    assert not {PATHS[9], PATHS[11], "/2026/02/01/behind-a-list"} & set(running.paths)
