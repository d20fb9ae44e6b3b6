"""The report: what an archive holds and what a run did, as one page that needs nothing but itself.

`facts.py` reads lines and reports and counts; `charts.py` draws; `page.py` writes the HTML. Nothing here opens the
ledger, so a report can be made while a crawl writes.
"""
