"""Reporters and editors as Chinese papers name them in the text."""

from __future__ import annotations

import time

import pytest

from newscrawler.extraction.chinese_bylines import (
    authors_labelled,
    editors_in,
    is_chinese,
    name_under_title,
    reporters_in,
    reporters_on_line,
)
from newscrawler.extraction.document import Document
from newscrawler.extraction.metadata import read_metadata
from newscrawler.extraction.person_names import read_byline

STORY = "潮水退去以后，码头上只剩下三条渡船，船长说要等风小一些才能开航，旅客们在候船室里等了整整一个下午。"


@pytest.mark.parametrize(
    ("blocks", "names"),
    [
        ([f"{STORY}（记者 林海 周舟）"], ["林海", "周舟"]),
        ([f"据本报高雄3日电（记者 林海）{STORY}"], ["林海"]),
        (["（中央社記者林小海高雄3日電）" + STORY], ["林小海"]),
        (["〔記者林海／高雄報導〕" + STORY], ["林海"]),
        (["□ 本报记者 林海", STORY], ["林海"]),
        (["海港日报记者 林海 周舟", STORY], ["林海", "周舟"]),
        (["港口新闻记者林海/文受访者供图", STORY], ["林海"]),
        ([f"{STORY}（见习记者 林海 通讯员 周舟）"], ["林海", "周舟"]),
        ([f"{STORY}（记者 阿依古丽·买买提）"], ["阿依古丽·买买提"]),
        ([STORY, f"{STORY}（林海 上海报道）"], ["林海"]),
        ([STORY, f"{STORY}（林海、周舟）", "读者热线：1234567"], ["林海", "周舟"]),
        (["作者：林海 周舟", STORY], ["林海", "周舟"]),
        (["本报实习生 林海", "本报记者 周舟 高山", STORY], ["林海", "周舟", "高山"]),
        (["执笔人：林海", STORY], ["林海"]),
    ],
)
def test_reporters(blocks: list[str], names: list[str]) -> None:
    assert reporters_in(blocks) == names


@pytest.mark.parametrize(
    "blocks",
    [
        [f"记者从码头获悉，{STORY}"],
        ["记者了解到，船明天开。"],
        [f"{STORY}（图）", f"{STORY}（资料图片）", f"{STORY}（未完待续）"],
        [f"举头望明月，低头思故乡。（李白）{STORY}", STORY, STORY, STORY],  # who is quoted further up signs nothing
        ["举头望明月。（李白）", STORY, STORY + STORY, STORY + STORY, STORY + STORY],
        ["渡船的故事（完）", "相关阅读（关闭）"],
        ["[作者简介]", "作者其他文章"],
        ["Ferries wait (By Ann Reef)"],
        [],
    ],
)
def test_no_reporters(blocks: list[str]) -> None:
    assert reporters_in(blocks) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("编辑： 周舟 | 来源： 海报 | 作者：林海 高山", ["林海", "高山"]),
        ("作者：观潮人 时间：2026-05-03", ["观潮人"]),
        ("02日14:25 作者： 林海 出自[海港出版社]", ["林海"]),
        ("由老船长张贴 @ 2026-05-03", ["老船长"]),
        ("本贴由老船长于2026年5月3日发表", ["老船长"]),
        ('作者： size="20" 来源：', []),
        ("作者：海港日报", []),
        ("由于风大，船不开。", []),
    ],
)
def test_labelled_authors(text: str, names: list[str]) -> None:
    assert authors_labelled(["首页", text, STORY]) == names


def test_a_name_alone_under_the_title() -> None:
    long = STORY * 2
    assert name_under_title(["潮水与海港", "林海", long]) == ["林海"]
    assert name_under_title(["潮水与海港", "林海", "周舟", long]) == []
    assert name_under_title(["潮水与海港", "首页", long]) == []
    assert name_under_title([long, "林海"]) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("来源：海港日报 编辑：林海", ["林海"]),
        ("（责任编辑：林海）", ["林海"]),
        ("(责编：林海、周舟)", ["林海", "周舟"]),
        ("编辑：林海", ["林海"]),
        ("编辑推荐", []),
        ("编辑部电话", []),
    ],
)
def test_editors(text: str, names: list[str]) -> None:
    assert editors_in([STORY, text]) == names


def test_a_stated_reporter_loses_title_and_town() -> None:
    assert read_byline("記者林海／即時報導").names == ["林海"]
    assert reporters_on_line("记者从码头获悉") == []


def test_a_sentence_that_begins_with_the_reporter_names_nobody() -> None:
    html = f"<h1>渡船明天开航</h1><p>记者从码头获悉，船长、水手、旅客都在等风小一些。</p><p>{STORY}</p>"
    assert read_metadata(Document.parse(html, None)).authors == []


@pytest.mark.parametrize(
    ("ending", "authors"),
    [("（记者 林海）责任编辑：周舟", ["林海"]), ("责任编辑：周舟", ["周舟"])],
)
def test_reporters_come_before_editors(ending: str, authors: list[str]) -> None:
    ending = "".join(f"<p>{part}</p>" for part in ending.replace("）", "）\n").split("\n"))
    html = f"<h1>渡船明天开航</h1><p>{STORY}</p><p>{STORY}</p>{ending}"
    assert read_metadata(Document.parse(html, None)).authors == authors


def test_japanese_and_english_are_left_to_others() -> None:
    assert is_chinese([STORY])
    assert not is_chinese(["港の船は、風が弱まるまで待つ。", "記者 林"])
    assert not is_chinese(["Ferries wait for calmer seas."])


def test_time_is_bounded() -> None:
    start = time.process_time()
    for text in ("（记者 " * 50_000, "记者" * 100_000, "（林海" * 50_000, "作者：" + "林 " * 50_000):
        reporters_in([text] * 200)
        editors_in([text] * 200)
        authors_labelled([text] * 200)
        name_under_title([text] * 200)
    assert time.process_time() - start < 1
