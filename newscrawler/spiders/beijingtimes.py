"""beijingtimes.com: WordPress with the tagDiv Newspaper theme."""

from __future__ import annotations

from newscrawler.spiders.base import NewsSpider


class BeijingTimesSpider(NewsSpider):
    """The Beijing Times.

    Addresses: `/{category}[/{sub}]/{yyyy}/{mm}/{dd}/{slug}`, the same article as `/?p={id}`, `/category/{slug}/`.
    Pages are read by `pages/tagdiv.py`, as of any site with this theme. Bylines of this site are unreliable.
    """

    name = "beijingtimes"
    home = "https://beijingtimes.com/"
