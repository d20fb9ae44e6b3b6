"""Classes of spans of time, so that any number of them is kept small and what is read from them is off by an eighth."""

from __future__ import annotations

_STEPS = (1.0, 1.12, 1.25, 1.4, 1.6, 1.8, 2.0, 2.24, 2.5, 2.8, 3.15, 3.55, 4.0, 4.5, 5.0, 5.6, 6.3, 7.1, 8.0, 9.0)
"""Twenty a decade: the series R20 of preferred numbers (ISO 3)."""
BOUNDS = tuple(round(step * 10.0**power, 9) for power in range(-4, 4) for step in _STEPS)
"""Seconds at which the classes end (each included), from a tenth of a millisecond to two hours and a half; one more
takes whatever is longer."""
