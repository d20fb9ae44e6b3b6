"""How long a host needs to answer, and how long it is left to rest for it: above its promise, never below.

After each answer the host rests as long as it needed, so that it works for us half of its time at most; where it
has become slower than it usually is, that many times longer. AutoThrottle's idea, with the promise as the floor.
"""

from __future__ import annotations

from dataclasses import dataclass

QUICK, SLOW = 0.5, 0.05
"""Weight of the latest answer in what is recent, and in what is usual: two answers, and some twenty."""
STRAINED = 2.0
"""So many times the usual time to answer means that the host labours."""
MOST_STRAIN = 8.0
LONGEST_REST = 60.0
"""Seconds."""


@dataclass(slots=True)
class Latency:
    """One host's times to answer, in seconds."""

    recent: float = 0.0
    usual: float = 0.0

    def note(self, seconds: float) -> float:
        """The host needed `seconds`; gives for how many it is to rest."""
        if not self.usual:
            self.recent = self.usual = seconds
        self.recent += QUICK * (seconds - self.recent)
        strain = self.recent / self.usual if self.usual else 1.0
        self.usual += SLOW * (seconds - self.usual)
        rest = self.recent * (min(strain, MOST_STRAIN) if strain > STRAINED else 1.0)
        return min(rest, LONGEST_REST)
