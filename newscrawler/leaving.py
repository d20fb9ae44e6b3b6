"""Hosts that are left alone for the rest of a run: why, and after what."""

from __future__ import annotations

from dataclasses import dataclass

from newscrawler.outcomes import Outcome

REFUSALS = frozenset({Outcome.REFUSED, Outcome.CHALLENGE, Outcome.BLOCKED, Outcome.CONSENT_WALL})
"""Ends in which a host says that it does not want us."""
NO_REFUSAL = frozenset(
    {
        *(Outcome.ARCHIVED, Outcome.READ, Outcome.UNCHANGED, Outcome.DUPLICATE, Outcome.INDEX, Outcome.NO_BODY),
        *(Outcome.NOT_AN_ARTICLE, Outcome.OUT_OF_RANGE, Outcome.NOT_WANTED, Outcome.PART),
    }
)
"""Ends in which it gave us a page."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Why a host is asked for nothing more in this run."""

    reason: str
    """One word: the run's `finish_reason` where nothing else is left to do."""
    why: str
    at: str
    """ISO 8601, UTC."""

    @property
    def outcome(self) -> Outcome:
        """How a request to it would end."""
        by_reason = {"budget": Outcome.OVER_BUDGET, "robots_unreachable": Outcome.ROBOTS_UNREACHABLE}
        return by_reason.get(self.reason, Outcome.REFUSED)
