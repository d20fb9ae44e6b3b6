"""What a site asks of us (robots.txt) and how we keep it (the pace of each host). No Scrapy here.

`robots.py` reads robots.txt as RFC 9309 says; `pace.py` holds each host's promise and tells when its next request
may be sent. The middlewares of the same names, and the scheduler, put both to work.
"""
