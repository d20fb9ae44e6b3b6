"""What a site asks of us (robots.txt), how we keep it (the pace of each host), where we go at all. No Scrapy here.

`robots.py` reads robots.txt as RFC 9309 says; `pace.py` holds each host's promise and tells when its next request
may be sent; the middlewares of the same names, and the scheduler, put both to work. `destinations.py` tells public
addresses from others, for the download handler.
"""
