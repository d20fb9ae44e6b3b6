"""The shelf: one folder an archive, with its records, its captures, and the ledger that says what of them counts.

`opened.py` owns a folder and says when what was written counts, `archive.py` is what a crawl puts in, `contents.py`
what others read again. `ledger.py` is the one source of truth (`tables.py` its form), `files.py` what is appended and
cut back (`growing_file.py`, one of them), `records.py` and `captures.py` what goes in, `frontier.py` what is still to
be asked for (`windows.py`, the part of it in memory).
`packing.py` is how lines lie in their file, `readings.py` finds out answers that kill their reader; `forgetting.py`
finds what has to go, `erasing.py` takes it away by `rewriting.py`, and `tombstones.py` is what stays of it.
`jsonl.py` and `warc.py` are the forms of a line and of a capture; `verify.py` and `export.py` read it all again.
No engine of Scrapy's here: all of it works in a plain Python shell.
"""
