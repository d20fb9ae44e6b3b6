"""What the repository promises about itself."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest
from running import REPOSITORY


def tracked_files() -> list[str]:
    done = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return done.stdout.splitlines()


def test_ci_runs_the_test_command_of_the_readme_word_for_word() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^    (python3 -m venv .+)$", readme, re.MULTILINE)
    assert len(commands) == 2
    crawl, test = commands
    assert crawl.endswith("scrapy crawl demo")
    assert test.endswith("pytest -q -n auto")
    assert test in (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_no_file_names_the_host_of_a_registry() -> None:
    names = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|files\.pyth")
    guilty = []
    for name in tracked_files():
        content = (REPOSITORY / name).read_bytes()
        if name != "tests/test_repository.py" and names.search(content.decode("utf-8", "replace")):
            guilty.append(name)
    assert guilty == []


def test_python_and_scrapy_have_lower_bounds() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert "scrapy>=2.19,<3" in project["dependencies"]
    assert all(">=" in dependency for dependency in project["dependencies"])


FLOORS = {
    "glue": (
        *("spiders", "pipelines", "middlewares", "extensions", "commands", "scheduler", "leases", "download", "run"),
        *("part_of_run", "site", "robots_answers"),
    ),
    "craft": ("discovery", "pages", "extraction", "cleaning", "archive", "politeness", "report", "browse"),
    "words": ("items", "outcomes", "errors", "clock"),
}
IMPORT = re.compile(r"^\s*(?:from|import) newscrawler\.(\w+)", re.MULTILINE)
ENGINE = re.compile(r"^\s*(?:from|import) scrapy\.(?:crawler|core|signals|extensions|settings)\b", re.MULTILINE)


@pytest.mark.parametrize("room", FLOORS["craft"])
def test_craft_imports_neither_glue_nor_scrapys_engine(room: str) -> None:
    for path in (REPOSITORY / "newscrawler" / room).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not set(IMPORT.findall(text)) & set(FLOORS["glue"]), path
        assert not ENGINE.search(text), path


@pytest.mark.parametrize("name", FLOORS["words"])
def test_words_import_nothing_of_ours_but_words(name: str) -> None:
    text = (REPOSITORY / "newscrawler" / f"{name}.py").read_text(encoding="utf-8")
    assert set(IMPORT.findall(text)) <= set(FLOORS["words"])
