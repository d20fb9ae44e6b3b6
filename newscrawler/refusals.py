"""Requests that we refuse to send: Scrapy's IgnoreRequest, with the outcome they end in."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from newscrawler.outcomes import Outcome


class Refusal(IgnoreRequest):
    """Not sent, and why."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
