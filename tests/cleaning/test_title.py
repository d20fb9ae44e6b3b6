import pytest
from cleaning_cases import check

from newscrawler.cleaning.title import remove_title
from newscrawler.cleaning.titles import labels_before, same_title

TAKEN = [
    ("- Harbour's Slow Return\nThe herring came back.", "Harbour’s Slow Return"),
    ("- # HARBOUR’S  SLOW RETURN\nThe herring came back.", "Harbour’s Slow Return"),
    ("- Harbour - Slow Return\nThe herring came back.", "Harbour — Slow Return"),
    ("Friday, March 6, 2026\n- Harbour’s Slow Return\nThe herring came back.", "Harbour’s Slow Return"),
    ("- 鲱鱼归来\n鲱鱼回来了。", "鲱鱼归来"),
]
LEFT_ALONE = [
    ("The herring came back.\nHarbour’s Slow Return\nThat was its name.", "Harbour’s Slow Return"),
    ("Harbour’s Slow Return Surprises All\nThe herring came back.", "Harbour’s Slow Return"),
    ("^ Harbour’s Slow Return\nThe herring came back.", "Harbour’s Slow Return"),
    ("Harbour’s Slow Return\nThe herring came back.", None),
    ("…\nThe herring came back.", "?!"),
]


@pytest.mark.parametrize(("lines", "title"), TAKEN)
def test_taken(lines: str, title: str | None) -> None:
    check(remove_title, lines, title)


@pytest.mark.parametrize(("lines", "title"), LEFT_ALONE)
def test_left_alone(lines: str, title: str | None) -> None:
    check(remove_title, lines, title)


@pytest.mark.parametrize(
    ("line", "title", "labels"),
    [
        ("CoastHarbour's Slow Return", "Harbour’s Slow Return", "Coast"),
        ("NewsCoastHarbour's Slow Return", "Harbour’s Slow Return", "NewsCoast"),
        ("CoastCoast's Slow Return", "Coast’s Slow Return", "Coast"),  # begins with the label itself
        ("World NewsHarbour's Slow Return", "Harbour’s Slow Return", "World News"),
        ("Harbour's Slow Return", "Harbour’s Slow Return", ""),
        (
            "CoastSo Slow Was the Harbour's Return That Nobody on the Quay ...",
            "So Slow Was the Harbour’s Return That Nobody on the Quay Believed the Keeper’s Log",
            "Coast",
        ),
        ("沿岸港口的缓慢回归之路", "港口的缓慢回归之路", "沿岸"),
        ("Harbour’s Slow Return to the Quay", "Harbour’s Slow Return", None),
        ("He was there. It was the Harbour's Slow Return", "Harbour’s Slow Return", None),  # a sentence before it
        ("CoastRain", "Rain", None),  # too short to be told from chance
        ("", "Harbour’s Slow Return", None),
        ("Coast", "", None),
    ],
)
def test_labels_before(line: str, title: str, labels: str | None) -> None:
    assert labels_before(line, title) == labels


def test_same_title_folds_and_no_more() -> None:
    assert same_title("“Harbour”–return", '"HARBOUR" - Return')
    assert not same_title("Harbours return", "Harbour returns late")
