"""A fork runs a command as a new interpreter would."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from forking import can_run, run

TELLS = """
import json, os, random, sys
print(json.dumps([sys.argv, os.getcwd(), dict(os.environ), sys.stdin.read(), sys.path[0], __name__, random.random()]))
print("said to stderr", file=sys.stderr)
sys.exit(7)
"""


@pytest.fixture(autouse=True)
def forks(tmp_path: Path) -> None:
    if not can_run(tmp_path, {}):
        pytest.skip("there is nothing to fork with here")


def test_it_has_its_arguments_folder_environment_streams_and_code(tmp_path: Path) -> None:
    environment = {"ONE": "1", "HOME": str(tmp_path)}
    ended = [run(TELLS, ["a", "é" * 9000], folder=tmp_path, environment=environment, stdin="words") for _ in range(2)]
    told = [json.loads(out) for _, out, _ in ended]
    assert [(code, err) for code, _, err in ended] == [(7, "said to stderr\n")] * 2
    assert told[0][:6] == [["-c", "a", "é" * 9000], str(tmp_path), environment, "words", "", "__main__"]
    assert told[0][6] != told[1][6]  # chance is each one's own


def test_a_death_and_a_bound_on_files_are_its_own(tmp_path: Path) -> None:
    environment = dict(os.environ)
    dies = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert run(dies, [], folder=tmp_path, environment=environment)[0] == -signal.SIGKILL
    grows = "import pathlib; pathlib.Path('file').write_bytes(bytes(5000))"
    code, _, err = run(grows, [], folder=tmp_path, environment=environment, largest_file=1000)
    assert code == 1
    assert "File too large" in err
    assert run(grows, [], folder=tmp_path, environment=environment)[0] == 0


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    hangs = "import os, time; open('process', 'w').write(str(os.getpid())); time.sleep(300)"
    for timeout in (1.0, 5.0, 25.0):
        with pytest.raises(subprocess.TimeoutExpired):
            run(hangs, [], folder=tmp_path, environment=dict(os.environ), timeout=timeout)
        if (tmp_path / "process").exists():  # else the machine was so busy that it had not even begun
            break
    process = int((tmp_path / "process").read_text())
    for _ in range(100):
        if not Path(f"/proc/{process}").exists():
            return
        time.sleep(0.05)
    pytest.fail("it still runs")


def test_where_python_itself_is_told_to_be_another_there_is_none(tmp_path: Path) -> None:
    assert not can_run(tmp_path, {"PYTHONPATH": "/elsewhere"})
    assert not can_run(tmp_path, {"LC_ALL": "C.of-no-one"})
    assert can_run(tmp_path, {"http_proxy": "http://127.0.0.1:9"})
    (tmp_path / "newscrawler").mkdir()
    assert not can_run(tmp_path, {})
    assert sys.platform == "linux"
