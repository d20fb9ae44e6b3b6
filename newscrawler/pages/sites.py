"""The page classes of single sites, found by looking into this folder: a new site is a file, and no line elsewhere."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from newscrawler.pages.base import ArticlePage


@cache
def site_pages() -> dict[str, type[ArticlePage]]:
    """Host (`www.` taken off) → the class in this folder that says it is for it."""
    package = __name__.rpartition(".")[0]
    found: dict[str, type[ArticlePage]] = {}
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if f"{package}.{module.name}" != __name__ and module.name not in _NOT_SITES:
            named = vars(importlib.import_module(f"{package}.{module.name}")).values()
            classes = (value for value in named if isinstance(value, type) and issubclass(value, ArticlePage))
            found |= {host: page for page in classes for host in page.hosts}
    return found


_NOT_SITES = frozenset({"reading"})
"""It imports this module, and has no class of its own."""
