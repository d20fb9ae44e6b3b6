import pytest
from cleaning_cases import check

from newscrawler.cleaning.labels import remove_labels

TITLE = "Harbour’s Slow Return"
LONG = "So Slow Was the Harbour’s Return That Nobody on the Quay Believed the Keeper’s Log"
TAKEN = [
    ("Harbour’s Slow Return\n- CoastHarbour's Slow Return\nThe herring came back.", TITLE),
    ("Harbour’s Slow Return\n- NewsCoastHarbour's Slow Return\nThe herring came back.", TITLE),
    ("Harbour’s Slow Return\n- Harbour's Slow Return\nThe herring came back.", TITLE),
    ("Harbour’s Slow Return\n- Coast Harbour's Slow Return\nThe herring came back.", TITLE),
    (f"{LONG}\n- CoastSo Slow Was the Harbour's Return That Nobody on the Quay ...\nThe herring came back.", LONG),
    ("- CoastHarbour's Slow Return\nThe herring came back.", TITLE),  # extraction took the title's own line
    ("12.4 C\nFriday, March 6, 2026\nHarbour’s Slow Return\n- CoastHarbour's Slow Return\nIt came back.", TITLE),
]
LEFT_ALONE = [
    ("# Understanding Harbour’s Slow Return\nThe herring came back.", TITLE),
    ("Harbour’s Slow Return\n# Understanding Harbour’s Slow Return\nThe herring came back.", TITLE),
    ("The herring came back.\nCoastHarbour's Slow Return\nNobody saw it.", TITLE),
    ("Harbour’s Slow Return\nThe herring came back.", TITLE),
    ("CoastHarbour's Slow Return\nThe herring came back.", None),
]


@pytest.mark.parametrize(("lines", "title"), TAKEN)
def test_taken(lines: str, title: str | None) -> None:
    check(remove_labels, lines, title)


@pytest.mark.parametrize(("lines", "title"), LEFT_ALONE)
def test_left_alone(lines: str, title: str | None) -> None:
    check(remove_labels, lines, title)
