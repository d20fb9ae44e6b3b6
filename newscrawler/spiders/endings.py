"""How an answer without a page, or no answer at all, ends a request."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionLost
from twisted.web.client import ResponseNeverReceived

from newscrawler.outcomes import Outcome
from newscrawler.refusals import Refusal

PASSING = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
"""Statuses after which asking again may help: Scrapy's RETRY_HTTP_CODES."""


_ERRORS: tuple[tuple[tuple[type[Exception], ...], Outcome, bool], ...] = (
    ((DownloadTimeoutError,), Outcome.TIMED_OUT, True),
    ((CannotResolveHostError, DownloadConnectionRefusedError), Outcome.UNREACHABLE, True),
    ((DownloadCancelledError,), Outcome.TOO_LARGE, False),  # the handler cancels at DOWNLOAD_MAXSIZE
    ((ResponseDataLossError,), Outcome.BAD_RESPONSE, True),
    ((UnsupportedURLSchemeError, NotSupported), Outcome.BAD_REDIRECT, False),
    ((DownloadFailedError, ResponseNeverReceived), Outcome.BAD_RESPONSE, True),
    ((ConnectError, ConnectionLost), Outcome.UNREACHABLE, True),
)


def outcome_of_error(error: BaseException) -> tuple[Outcome, bool]:
    """How an exception in place of a response ends its request, and whether asking again may help."""
    if isinstance(error, Refusal):
        return error.outcome, error.may_pass
    for classes, ending, may_pass in _ERRORS:
        if isinstance(error, classes):
            return ending, may_pass
    return Outcome.FAILED, False
