"""What a site asks of us, and how we keep it. No Scrapy's engine here.

    robots.py           robots.txt as RFC 9309 reads it
    page_directives.py  what a page says of its own keeping: metas, X-Robots-Tag, TDM reservation
    opt_outs.py         what is said to those who gather text for models
    pace.py             each host's promise, and when its next request may be sent
    shared_pace.py      the same over all crawls of a machine
    latency.py          rests for slow hosts
    quiet_hours.py      hours in which nothing is asked
    gaps.py             every gap that was given: the proof
    access.py           what a subscriber hands over, and for whom
    telltale.py         whether an answer repeats it
    destinations.py     addresses that a crawl may connect to

The middlewares, the scheduler and the download handler put them to work.
"""
