"""docs/adding-a-site.md, step by step, in a copy of the source tree."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from pages_of_ours import article_page
from running import REPOSITORY, Finished, run_here

from newscrawler.commands.freeze import Command as Freeze
from newscrawler.demo_site.process import DemoSite
from newscrawler.demo_site.truth import truth

PAGE = (REPOSITORY / "docs" / "adding-a-site.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    ((?:scrapy|pytest) .+)$", PAGE, re.MULTILINE)
CRAWLED = 12
"""Articles, so that the test stays short."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project."""
    place = tmp_path_factory.mktemp("copy") / "newscrawler"
    left_out = shutil.ignore_patterns(".git", ".venv", "output", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(REPOSITORY, place, ignore=left_out, symlinks=True)
    return place


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with DemoSite(day=1) as site:
        yield site.port


def run(command: str, tree: Path, port: int) -> Finished:
    program, *arguments = shlex.split(command.replace("8765", str(port)))
    module = {"scrapy": "newscrawler", "pytest": "pytest"}[program]
    if arguments[:1] == ["crawl"]:
        arguments += ["-a", f"limit={CRAWLED}"]
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env={**os.environ, "PYTHONPATH": str(tree)},
    )
    return Finished(done.returncode, done.stdout, done.stderr, tree / "output")


def test_the_worked_example(tree: Path, port: int) -> None:
    begin, check, crawl, freeze = COMMANDS
    done = run(begin, tree, port)
    assert done.code == 0, done.err
    assert len(list((tree / "tests" / "frozen" / "lowmoor").iterdir())) == 3
    assert "tags: " in done.err or "every field was found" in done.err

    done = run(check, tree, port)
    assert done.code == 0, done.out
    assert "skipped" not in done.out

    _paste_method(tree / "newscrawler" / "pages" / "lowmoor.py")
    done = run(check, tree, port)
    assert done.code == 0, done.out

    done = run(crawl, tree, port)
    assert done.code == 0, done.err
    told = {(article.title, article.body) for article in truth().articles}
    records = done.records("lowmoor")
    assert len(records) == CRAWLED
    assert {(record["title"], record["body"]) for record in records} <= told

    done = run(freeze, tree, port)
    assert done.code == 0, done.err
    expected = orjson.loads((tree / "tests/frozen/lowmoor/by-number/expected.json").read_bytes())
    assert expected["page"] == "article"
    assert (expected["title"], expected["body"]) in told

    for again in (begin, freeze):
        done = run(again, tree, port)
        assert done.code == 2
        assert "there already" in done.err.lower()


def _paste_method(page: Path) -> None:
    """What the page says to paste, where it says to."""
    lines = re.findall(r"^    ((?:from|    ?def|    ?    return|def|    return) .+)$", PAGE, re.MULTILINE)
    imports, method = lines[0], "\n".join(f"    {line}" for line in lines[1:])
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("from typing", f"{imports}\nfrom typing", 1) + "\n" + method + "\n", encoding="utf-8")


def test_a_page_class_that_breaks_is_named_and_leaves_no_half_of_a_folder(tree: Path, port: int) -> None:
    page = tree / "newscrawler" / "pages" / "broken.py"
    page.write_text(
        "from newscrawler.pages.base import ArticlePage\n\n\nclass BrokenPage(ArticlePage):\n"
        "    hosts = ('broken.example',)\n\n    def title(self):\n        return nothing\n",
        encoding="utf-8",
    )
    (tree / "story.html").write_text(article_page("The Ferry Runs Again"), encoding="utf-8")
    done = run("scrapy freeze story.html --url https://broken.example/2026/02/10/the-ferry-runs-again", tree, port)
    page.unlink()
    assert done.code == 1
    assert "NameError in" in done.err
    assert "broken.py, line 8" in done.err
    assert "Traceback" not in done.err
    assert not (tree / "tests" / "frozen" / "broken.example").exists()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("scrapy newsite Low-Moor http://127.0.0.1:8765/", "cannot name a site"),
        ("scrapy newsite other http://127.0.0.1:1/", "nothing was written. The crawl that looked said:"),
        ("scrapy newsite other javascript:x", "is no address"),
        ("scrapy freeze nothing.html --url https://example.org/a", "Cannot freeze"),
        ("scrapy freeze README.md", "Say with --url where README.md came from"),
        ("scrapy freeze docs/report.png --url https://example.org/a", "it is a PNG picture"),
        ("scrapy freeze http://127.0.0.1:1/x", "No page came back"),
    ],
)
def test_mistakes_are_told_in_words(tree: Path, port: int, command: str, words: str) -> None:
    done = run(command.replace("8765", str(port)), tree, port)
    assert done.code == (13 if "nothing was written" in words else 2)
    assert words in done.err
    assert "Traceback" not in done.err
    if "127.0.0.1:1/" in command:  # why, and nothing of the folder that is gone
        assert "Connection was refused" in done.err
        assert "how its requests ended: robots_unreachable 1\nexit code 13: the site refuses us" in done.err
        assert "looked_at" not in done.err


@pytest.mark.parametrize(
    ("url", "words"),
    [("nonsense", "--url nonsense: no http or https address"), ("https://example.org/a", "Is a directory")],
)
def test_what_cannot_be_frozen(tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str, words: str) -> None:
    assert run_here(Freeze(), str(tmp_path), "--url", url, output=tmp_path) == 2
    assert words in capsys.readouterr().err
    assert run_here(Freeze(), "ftp://example.org/a", output=tmp_path) == 2
    assert "'ftp://example.org/a' is no http or https address" in capsys.readouterr().err
