"""What the answer to a request said of its version: written by a middleware, read by the walk and the scheduler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawler.archive.looks import Look
from newscrawler.archive.validators import Validators
from newscrawler.outcomes import Outcome

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

    from newscrawler.site import Site

SAID = "newscrawler_validators"
"""Key in `request.meta`: the Validators of an answer in full."""
UNMODIFIED = "newscrawler_unmodified"
"""Key in `request.meta`: the answer was a 304 that had been asked for."""
KEPT = "newscrawler_kept"
"""Key in `request.meta`: the answer that the archive has."""

READ = frozenset({Outcome.ARCHIVED, Outcome.UNCHANGED, Outcome.INDEX, Outcome.CHANNEL, Outcome.NOT_MODIFIED})
"""Ends after which the archive has what the page told, and may say so."""


def was_unmodified(response: Response) -> bool:
    """Whether the site said that nothing has changed, whatever stands in `response` now."""
    return response.request is not None and bool(response.request.meta.get(UNMODIFIED))


def is_list(request: Request, site: Site) -> bool:
    """Whether a request is for a list or a channel, or for where the crawl begins."""
    return "listed" in request.cb_kwargs or "asked" in request.cb_kwargs or request.url in site.seeds


def look_after(request: Request, outcome: Outcome | None, look: Look, site: Site) -> Look:
    """`look` with what the answer to `request` said of its version."""
    look.is_list = is_list(request, site)
    look.is_unmodified = bool(request.meta.get(UNMODIFIED)) and outcome in READ
    said = request.meta.get(SAID)
    labels_all = look.is_list or (look.article is not None and not look.is_in_parts)
    if outcome in READ and isinstance(said, Validators) and labels_all:
        look.validators = said
    return look
