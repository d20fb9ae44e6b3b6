"""Browsing: every article of an archive in a browser on this machine, searched, filtered, read beside its capture.

`index.py` knows where each line lies and finds by words; `views.py` makes pages; `server.py` lets this machine's
browser see them, and nobody else. The archive is only read, its ledger not at all: it may be browsed while a crawl
writes.
"""
