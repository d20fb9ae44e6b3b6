"""How many files this process may hold open: an archive takes six, and 1,024 is what most systems begin with."""

from __future__ import annotations

import sys


def allow_open_files(least: int) -> None:
    """Raise the bound to `least`, as far as this user may; on Windows files are not bounded so."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = least if hard == resource.RLIM_INFINITY else min(least, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
