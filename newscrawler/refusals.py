"""Requests and responses that we refuse: Scrapy's IgnoreRequest, with the outcome they end in."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from newscrawler.outcomes import Outcome


class Refusal(IgnoreRequest):
    """Not sent, or not read, and why; `may_pass` where asking again may help."""

    def __init__(self, outcome: Outcome, reason: str, *, may_pass: bool = False) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.may_pass = may_pass
