"""Answers in which a site refuses us, told apart by more than their status: what the walk asks before it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawler.extraction.document import Document
from newscrawler.outcomes import Outcome
from newscrawler.pages.kinds import PageKind
from newscrawler.pages.redirect_walls import wall_behind
from newscrawler.pages.refusals import Refusal, refusal_of

if TYPE_CHECKING:
    from scrapy.http import Response

OUTCOMES = {
    PageKind.SOFT_404: Outcome.SOFT_404,
    PageKind.CHALLENGE: Outcome.CHALLENGE,
    PageKind.BLOCKED: Outcome.BLOCKED,
    PageKind.CONSENT: Outcome.CONSENT_WALL,
    PageKind.LOGIN: Outcome.LOGIN_WALL,
    PageKind.PAYWALL: Outcome.PAYWALL,
}
"""How pages end that are not what was asked for."""
REFUSING = frozenset({403, 405, 429, 503})
"""Statuses that bot walls come with."""
LARGEST = 200_000
"""Bytes of an error's page that are looked at; walls have some ten thousand."""


def headers_of(response: Response) -> list[str]:
    """The answer's headers as `name: value`, lower case, for signs."""
    return [
        f"{name.decode('latin-1')}: {value.decode('latin-1')[:300]}".lower()
        for name in response.headers
        for value in response.headers.getlist(name)
    ]


def is_challenge(response: Response) -> bool:
    """Whether an error is a bot wall, so that asking again would be asking the wall."""
    if response.status not in REFUSING:
        return False
    headers = headers_of(response)
    if "cf-mitigated: challenge" in headers:
        return True
    root = Document.parse(response.body[:LARGEST], response.url).root
    return root is not None and refusal_of(root, 0, headers, is_refused=True) is Refusal.CHALLENGE


def outcome_of_redirect(source: str, target: str) -> Outcome | None:
    """How a redirect ends that leads to a wall; None where it leads on."""
    wall = wall_behind(source, target)
    return OUTCOMES[PageKind(wall.value)] if wall is not None else None
