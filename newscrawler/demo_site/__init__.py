"""A small news site of our own making, served on loopback, so that the first crawl needs no network.

`DemoSite` (`process.py`) starts it as a process of its own; `truth` says, field by field, what is on it.

    calendar.py     which instant it is on the site, and when things happen there
    vocabulary.py   sentences.py  words.py       articles made from a seed: own words, no third-party text
    specials.py     the pieces written by hand: live blog, paywall, weather story, another encoding …
    story.py        what an article is before it becomes a page
    newsroom.py     the stories as they are first published
    plan.py         what is on the site at an instant: what is new, edited, moved, removed, back again
    sidelines.py    what is there beside articles: forbidden pages, traps, the furniture's words
    truth.py        all that in the words of the record, for tests and the README
    markup.py       json_ld.py  pages.py  templates/     stories → HTML in the classic and the tdb markup
    indexes.py      channels.py  feeds.py  rest.py       fronts; robots.txt, sitemaps, RSS, wp-json
    routes.py       answers.py  server.py                addresses → answers → bytes
    process.py      __main__.py                          the process it all runs in

The crawler knows of it `DemoSite`, `DEMO_HOST` and `now_on`, nothing else.
"""

from newscrawler.demo_site.calendar import DAY_ONE, now_on
from newscrawler.demo_site.process import DemoSite
from newscrawler.demo_site.truth import DEMO_HOST, Truth, truth

__all__ = ["DAY_ONE", "DEMO_HOST", "DemoSite", "Truth", "now_on", "truth"]
