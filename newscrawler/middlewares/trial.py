"""An answer that several runs died over is read by a process of its own before the crawl reads it (`trial.py`)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from newscrawler.outcomes import Outcome
from newscrawler.refusals import Refusal
from newscrawler.trial import survives

if TYPE_CHECKING:
    from scrapy.http import Response

logger = logging.getLogger(__name__)

IS_SUSPECT = "is_suspect"
"""True in the meta of a request whose answer several runs died over; its lease says so (`leases.py`)."""


class TrialMiddleware:
    """Sets aside what ends its reader; the crawl stands still for the second or two that it takes to know."""

    def process_spider_input(self, response: Response) -> None:
        """Let `response` be read, or raise Refusal."""
        if response.request is None or not response.request.meta.get(IS_SUSPECT):
            return
        asked: dict[str, Any] = response.cb_kwargs.get("asked") or {}
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        if not survives(response.body, response.url, content_type, asked.get("channel")):
            logger.warning("%s has ended several runs while its answer was read: set aside", response.url)
            raise Refusal(Outcome.SET_ASIDE, "a process that read its answer died")
