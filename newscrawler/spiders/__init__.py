"""The walk: which pages to ask for, and who reads the answer. No selectors and no cleaning here.

`base.py` walks any site; a site's own spider is a name, a home page, and what is special about it.
"""
