"""The craft: HTML → blocks → body and fields, for any site.

`document.py` decodes and parses a page once; `blocks.py` cuts it into blocks, `body.py` tells which of them are the
story; `metadata.py` reads the fields, each from all witnesses the page has. Nothing here knows a site or asks for a
page, and nothing raises on what the web sends.
"""
