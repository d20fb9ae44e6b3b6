"""Kill `forget` before each of its writes, syncs, renamings and removals, and cut the power after each.

    python benchmarks/crash/forgets.py [--faults EVERY]

With `--faults`, every so many-th of its steps fails, once or from there on, and it is killed before it lets go of the
archive: SQLite may then have kept a transaction whose sync failed.

Opened again, the archive must be whole, with the article or without it and never something in between; once it is
gone it stays gone. Needs `cc` and Linux.
"""

from __future__ import annotations

import argparse
import errno
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "tests" / "archive")]
sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

import faults  # noqa: E402
import powercut  # noqa: E402
from disk import Disk, Loss, put_down, recorded  # noqa: E402
from killing import ENVIRONMENT  # noqa: E402

PROGRAM = """
import sys
from pathlib import Path
from newscrawler.archive.archive import Archive
from newscrawler.clock import clock_at
from newscrawler.errors import ArchiveError
try:
    archive = Archive(Path(sys.argv[1]), clock_at("2026-02-11T12:00:00Z"))
    archive.forget(sys.argv[2], "the pilot asked")
    archive.close()
except ArchiveError:
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
"""
ERRORS = {"disk full": errno.ENOSPC, "input/output error": errno.EIO}


def forgetting(folder: Path, url: str, **environment: str) -> int:
    """Forget in a process of its own; gives its exit code."""
    asked = [sys.executable, "-c", PROGRAM, str(folder), url]
    return subprocess.run(asked, env={**ENVIRONMENT, **environment}, check=False).returncode


def main() -> int:
    from test_forget import URL, filled, findings, holding

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, help="let every so many-th step fail, instead of killing and cutting")
    options = parser.parse_args()

    def is_gone(folder: Path) -> bool:
        """Opens the archive as well, which finishes what was cut short; AssertionError where it is not whole."""
        assert not [line for line in findings(folder) if not line.startswith("note")], findings(folder)
        where = holding(folder, "magistrate")
        assert not where or len(where) == 2, where  # lines and captures
        return not where

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        library, whole = faults.built(root), filled(root / "whole")
        states = []
        count = {"FAULT_COUNT": str(root / "count"), "LD_PRELOAD": str(library)}
        counted = Path(shutil.copytree(whole, root / "counted"))
        assert forgetting(counted, URL, FAULT_UNDER=f"{counted}/", **count) == 0
        steps = int((root / "count").read_text())
        if options.faults:
            ends: dict[str, list[bool]] = {}
            for at in range(1, steps + 1, options.faults):
                for kind, stays in ((kind, stays) for kind in ERRORS for stays in (0, 1)):
                    folder = Path(shutil.copytree(whole, root / f"fault-{at}-{kind}-{stays}"))
                    said = {"FAULT_UNDER": f"{folder}/", "FAULT_ERRNO": str(ERRORS[kind]), "FAULT_STAYS": str(stays)}
                    code = forgetting(folder, URL, FAULT_AT=str(at), **said, **count)
                    ends.setdefault(f"{kind}, code {code}", []).append(is_gone(folder))
                    shutil.rmtree(folder)
            for kind, gone in ends.items():
                print(f"{kind}: {len(gone)} times whole, {sum(gone)} without the article", flush=True)
            return 0
        for at in range(1, steps + 1):
            folder = Path(shutil.copytree(whole, root / f"kill-{at}"))
            killed = {"FAULT_UNDER": f"{folder}/", "FAULT_ERRNO": "-1", "FAULT_AT": str(at), **count}
            assert forgetting(folder, URL, **killed) == -signal.SIGKILL
            states.append(is_gone(folder))
        assert states == sorted(states), states
        print(f"{steps} kills: whole each time; gone from the {states.index(True) + 1}th step on", flush=True)

        folder = Path(shutil.copytree(whole, root / "cut" / "a"))
        recorder = {"LD_PRELOAD": str(powercut.built(root)), "RECORD_UNDER": f"{root}/cut/", "RECORD_TO": f"{root}/log"}
        before = Disk.of(root / "cut")
        assert forgetting(folder, URL, **recorder) == 0
        done, disk = recorded(root / "log", root / "cut"), before
        lost: dict[Loss, list[bool]] = {loss: [] for loss in Loss}
        for number, step in enumerate(done):
            disk.do(step)
            for loss in Loss:
                put_down(disk.after_loss(loss, random.Random(number)), root / f"{number}-{loss.name}")
                lost[loss].append(is_gone(root / f"{number}-{loss.name}" / "a"))
        assert lost[Loss.ALL] == sorted(lost[Loss.ALL])
        print(f"{len(done) * len(Loss)} power cuts after {len(done)} steps: whole each time", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
