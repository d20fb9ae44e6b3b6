"""The shelf: one folder an archive, JSON Lines in it, each line one version of one article.

`archive.py` owns a folder while a crawl writes to it; `jsonl.py` is the line's form; `paths.py` says where things
lie and what may be a name. No engine of Scrapy's here: all of it works in a plain Python shell.
"""
