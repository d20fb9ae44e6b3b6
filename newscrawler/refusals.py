"""Requests and responses that we refuse: Scrapy's IgnoreRequest, with the outcome they end in."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from newscrawler.outcomes import Outcome


class Refusal(IgnoreRequest):
    """Not sent, or not read, and why; `may_pass` where asking again may help."""

    def __init__(self, outcome: Outcome, reason: str, *, may_pass: bool = False) -> None:
        super().__init__(one_line(reason))
        self.outcome = outcome
        self.may_pass = may_pass


def one_line(reason: str) -> str:
    """`reason` as logs and reports may show it: a host that a server names may hold line ends and a terminal's codes.

    >>> one_line("a\\n12:00:00 INFO all is well\\x1b[2J is not public")
    'a�12:00:00 INFO all is well�[2J is not public'
    """
    return "".join(char if char.isprintable() else "\ufffd" for char in reason[:1000])
