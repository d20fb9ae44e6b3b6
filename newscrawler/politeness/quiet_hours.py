"""Hours in which nothing is asked of a host: `22:00-06:00 Europe/Berlin`, several divided by `;`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from newscrawler.discovery.addresses import bare_host
from newscrawler.errors import UsageError

_FORM = re.compile(
    r"(?:(?P<host>[\w.:\[\]-]+)\s+)?(?P<begin>[\d:]{5,8})\s*-\s*(?P<end>[\d:]{5,8})(?:\s+(?P<zone>\S+))?"
)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `begin` to `end` by the clocks of `zone` (None: this machine's); an earlier `end` is the next day's."""

    begin: time
    end: time
    zone: tzinfo | None
    host: str | None = None
    """The one host that they are for; None: all."""

    def are_for(self, host: str, name: str) -> bool:
        """Whether they are for `host` (with its port; `name` without): in whatever dress (`www.`, `m.`) it is."""
        return self.host is None or bare_host(self.host) in (bare_host(host), bare_host(name))

    def left(self, moment: datetime) -> float:
        """Seconds from `moment` (aware) until they are over; 0 outside of them.

        >>> night = read_quiet_hours("22:00-06:00 UTC")[0]
        >>> night.left(datetime(2026, 2, 10, 23, tzinfo=UTC)), night.left(datetime(2026, 2, 10, 6, tzinfo=UTC))
        (25200.0, 0.0)
        """
        local = moment.astimezone(self.zone)
        now = local.time()
        inside = self.begin <= now < self.end if self.begin < self.end else now >= self.begin or now < self.end
        if not inside:
            return 0.0
        over = datetime.combine(local.date(), self.end).replace(
            fold=local.fold
        )  # of an hour that comes twice, the same
        if now >= self.end:
            over += timedelta(days=1)
        over = over.replace(tzinfo=self.zone) if self.zone else over.astimezone()
        return max((over - moment).total_seconds(), 1.0)  # never 0 inside, whatever a zone's rules do


def read_quiet_hours(text: str) -> list[QuietHours]:
    """`[host] HH:MM-HH:MM [zone]`, divided by `;`; zone: an IANA name, `UTC` (as without one), or `local`.

    UsageError where that cannot be read.
    """
    return [_read(part.strip()) for part in text.split(";") if part.strip()]


def _read(text: str) -> QuietHours:
    found = _FORM.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        begin, end = time.fromisoformat(found["begin"]), time.fromisoformat(found["end"])
        zone = _zone(found["zone"] or "UTC")
    except (ValueError, KeyError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise UsageError(
            f"NEWSCRAWLER_QUIET_HOURS: {text!r} cannot be read; write '22:00-06:00 Europe/Berlin' or "
            "'example.org 22:00-06:00', divided by ';'"
        ) from None
    if begin == end:
        raise UsageError(f"NEWSCRAWLER_QUIET_HOURS: {text!r} begins where it ends")
    return QuietHours(begin, end, zone, found["host"] and found["host"].lower())


def _zone(name: str) -> tzinfo | None:
    if name.upper() in ("UTC", "Z"):
        return UTC
    return None if name.lower() == "local" else ZoneInfo(name)
