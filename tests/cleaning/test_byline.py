import pytest
from cleaning_cases import check

from newscrawler.cleaning.byline import remove_byline
from newscrawler.items import Article, Block

TITLE = "Harbour’s Slow Return"
TAKEN = [
    ("- By Ann Reef\n- Updated March 6, 2026 10:48 AM\nThe herring came back.", None),
    ("- By Ann Reef and Tom Ellis / Courier Staff Writers\nThe herring came back.", None),
    ("Harbour’s Slow Return\n- By ANN REEF\n- 3 min read\nThe herring came back.", TITLE),
    ("^ The mole\n- Written by: Ann Reef\nThe herring came back.", None),
    ("- 6 March 2026 | Ann Reef | 3 min read\nThe herring came back.", None),
    ("- Von Anna Riff\n- Stand: 06.03.2026 17:23 Uhr\n- Lesezeit: 3 Minuten\nDer Hering kam zurück.", None),
    ("- Por Ana Arrecife\n- Actualizado el 6 de marzo de 2026\nEl arenque volvió.", None),
    ("- Par Anne Récif\n- Publié le 6 mars 2026 à 10h48\nLe hareng revint.", None),
    ("- Por: Ana Recife\n- Atualizado em 6 de março de 2026\nO arenque voltou.", None),
    ("- di Anna Scoglio\n- Aggiornato il 6 marzo 2026\nL'aringa tornò.", None),
    ("- Door Anna Rif\n- Gepubliceerd op 6 maart 2026\nDe haring keerde terug.", None),
    ("- 作者：安礁\n- 发布时间：2026年3月6日\n鲱鱼回来了。", None),
]
LEFT_ALONE = [
    ("By noon the quay was dry.\nNobody had seen it so.", None),
    ("# By Any Means Necessary\nThe herring came back.", None),
    ("The herring came back.\nBy Ann Reef", None),
    ("LOWMOOR (Agency) — The herring came back.\nNobody saw it.", None),
    ("Ann Reef\nThe herring came back.", None),
    ("Published works by the keeper fill a shelf.\nNobody reads them.", None),
    ("Updated: an earlier version gave the wrong fare.\nThe board apologised.", None),
    ("! Updated March 6, 2026\nThe herring came back.", None),
    ("Harbour’s Slow Return\nCoastHarbour's Slow Return\nBy Ann Reef\nThe herring came back.", TITLE),
]


@pytest.mark.parametrize("line", ["Ann Reef", "—Ann Reef", "- ANN REEF"])
def test_an_authors_name_under_the_body_is_taken(line: str) -> None:
    story = Block(kind="paragraph", text="The herring came back.")
    article = Article(authors=["Tom Ellis", "Ann Reef"], blocks=[story, Block(kind="paragraph", text=line)])
    assert remove_byline(article.blocks, article) == [story]


@pytest.mark.parametrize("line", ["Tom Ellis", "Ann Reef keeps the light.", "Ann"])
def test_other_last_lines_stay(line: str) -> None:
    story = Block(kind="paragraph", text="The herring came back.")
    article = Article(authors=["Ann Reef"], blocks=[story, Block(kind="paragraph", text=line)])
    assert len(remove_byline(article.blocks, article)) == 2


def test_a_story_of_a_name_alone_keeps_it() -> None:
    article = Article(authors=["Ann Reef"], blocks=[Block(kind="paragraph", text="Ann Reef")])
    assert remove_byline(article.blocks, article) == article.blocks


@pytest.mark.parametrize(("lines", "title"), TAKEN)
def test_taken(lines: str, title: str | None) -> None:
    check(remove_byline, lines, title)


@pytest.mark.parametrize(("lines", "title"), LEFT_ALONE)
def test_left_alone(lines: str, title: str | None) -> None:
    check(remove_byline, lines, title)


def test_a_list_of_bylines_is_no_header() -> None:
    lines = [Block(kind="paragraph", text=f"By Ann Reef and {name} Quill") for name in ("Ada", "Bea") * 40]
    assert remove_byline(lines[:3], Article(title="Rain")) == []
    assert remove_byline(lines, Article(title="Rain")) == lines
