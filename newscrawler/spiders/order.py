"""In which order a site's addresses are asked for: the priorities of the walk's requests, greater is sooner.

Fresh and cheap things first: what a news sitemap and a feed name is fetched before older sitemaps are opened, so that
a `limit` costs few requests, a stopped crawl has the newest, and at no time more than one sitemap's articles wait.
"""

PART = 35
"""An article's further pages: the first one is kept in memory until they are there."""
TWIN = 35
"""An article's old address, while the same article waits at a new one."""
SEED = 30
NEWS_SITEMAP = 28
SITEMAP = 27
"""Sitemaps that robots.txt or a page names."""
FEED = 26
NEWEST_SITEMAP = 25
"""Of those that an index names."""
ARTICLE = 20
REVISIT = 18
"""Articles that are looked at again, the likeliest to have changed first."""
OLDER_SITEMAP = 15
REST = 13
FEED_PAGE = 12
"""A feed's further pages."""
LIST = 10
"""Section fronts, their further pages, lists of tags and authors."""
