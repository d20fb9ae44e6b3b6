"""One host's pace: what was promised to it, what it was given, and when its next request may start."""

from __future__ import annotations

from dataclasses import dataclass, field

from newscrawler.politeness.answer_times import AnswerTimes
from newscrawler.politeness.gaps import GapLog
from newscrawler.politeness.latency import Latency

LONGEST_PAUSE = 60
"""Seconds that a host is left alone at most when it does not say how long."""


@dataclass(slots=True)
class HostPace:
    """One host's promise and what it was given. Times are seconds of a monotonic clock."""

    promise: float
    """Least seconds from one request's arrival to the next one's start."""
    in_flight: int = 0
    last_start: float | None = None
    """When the last request had reached the host at the latest: its answer began then, or it is under way since then.

    Counted so, the host itself sees no two requests closer than promised, whatever happens to them on their way.
    """
    taken_at: float = 0.0
    not_before: float = 0.0
    """Held until then: the host asked for a pause."""
    rests_until: float = 0.0
    """Left in peace until then, beyond what is owed: it is slow, or the jitter says so."""
    pauses: int = 0
    """Pauses asked for in a row."""
    requests: int = 0
    gaps: GapLog = field(default_factory=GapLog)
    answers: AnswerTimes = field(default_factory=AnswerTimes)
    latency: Latency = field(default_factory=Latency)
    twins: list[HostPace] = field(default_factory=list, repr=False, compare=False)
    """All hosts that are this one in another dress (`www.`, `m.`), itself among them: one server, as a rule."""

    def wait(self, now: float) -> float:
        """Seconds until the next request may start, as far as time alone tells (0: now)."""
        due = max(self.owed_until() or 0.0, self.rests_until)
        for twin in self.twins:
            if twin is not self:
                due = max(due, twin.owed_until(self.promise) or 0.0, twin.rests_until)
        return max(0.0, due - now)

    def owed_until(self, promise: float = 0.0) -> float | None:
        """The instant before which no request may start; None before the first one. A longer `promise` counts too."""
        due = None if self.last_start is None else self.last_start + max(self.promise, promise)
        if self.not_before:
            return self.not_before if due is None else max(due, self.not_before)
        return due

    def pause(self, now: float, seconds: float | None) -> None:
        """The host is overrun (429, 503): wait as long as it says, and at least twice as long each time in a row.

        A `Retry-After` of nothing, or of yesterday, with every 429 is no leave to go on as before.
        """
        self.hold(now + max(float(min(2**self.pauses, LONGEST_PAUSE)), seconds or 0.0))
        self.pauses = min(self.pauses + 1, 16)

    def hold(self, until: float) -> None:
        """Ask nothing before `until`."""
        self.not_before = max(self.not_before, until)

    def start(self, now: float, at: str = "", since_others: float | None = None) -> None:
        """A request starts now, at the instant `at`; `since_others`: seconds since another crawl's last one."""
        starts = [twin.last_start for twin in self.twins or [self] if twin.last_start is not None]
        gap = now - max(starts) if starts else None
        if since_others is not None:
            gap = since_others if gap is None else min(gap, since_others)
        if gap is not None:
            margin = gap - self.promise
            if self.not_before:
                margin = min(margin, now - self.not_before)
            self.gaps.add(gap, self.promise, margin, at)
        self.last_start = self.taken_at = now
        self.requests += 1

    def note_answer(self, head_at: float) -> None:
        """The answer began at `head_at`: the request had reached the host by then, however long it was on its way."""
        if self.last_start is not None:
            self.last_start = max(self.last_start, head_at)
