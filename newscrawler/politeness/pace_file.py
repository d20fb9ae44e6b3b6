"""Where the table lies by which crawls of one user share their pace (`shared_pace`)."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def pace_file(setting: str) -> Path | None:
    """Where the table lies: `setting`, or the user's folder for such things where it is empty; None for `none`."""
    if setting.lower() == "none":
        return None
    if setting:
        return Path(setting).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "newscrawler" / "pace.sqlite"
