import pytest
from cleaning_cases import check

from newscrawler.cleaning.teasers import remove_teasers

TITLE = "Harbour’s Slow Return"
TAKEN = [
    (
        """12.4 C
        Lowmoor
        Friday, March 6, 2026
        - Ferry Fares Frozen Until Autumn
        - Islanders will pay last year's prices, the board decided on Monday.
        - Lighthouse Sold
        - The tower goes to ...
        Harbour’s Slow Return
        CoastHarbour's Slow Return
        The herring came back.""",
        TITLE,
    ),
    # by place, never by text: a summary that is this page's own first paragraph, a date, a temperature
    (
        """Friday, March 6, 2026
        - The herring came back.
        - 4 C
        - Saturday, March 7, 2026
        Harbour’s Slow Return
        Harbour's Slow Return
        The herring came back.""",
        TITLE,
    ),
    # the page advertises itself
    (
        """Friday, March 6, 2026
        - Harbour’s Slow Return
        - The herring came back ...
        Harbour’s Slow Return
        CoastHarbour's Slow Return
        The herring came back.""",
        TITLE,
    ),
    # no header, but the line of labels proves where the title is
    (
        "- Ferry Fares Frozen\n- Prices stay.\nHarbour’s Slow Return\nHarbour's Slow Return\nThe herring came back.",
        TITLE,
    ),
]
LEFT_ALONE = [
    ("12.4 C\nLowmoor\nFriday, March 6, 2026\nHarbour’s Slow Return\nCoastHarbour's Slow Return\nIt came back.", TITLE),
    ("12.4 C\nLowmoor\nFriday, March 6, 2026\nIt came back.", None),
    ("It came back.\nHarbour’s Slow Return\nThat is what she called her book.", TITLE),
    ("The herring came back.\nNobody saw it.", TITLE),
    # the title in a list below the body: no line of labels follows it
    ("Friday, March 6, 2026\nIt came back.\nNobody saw it.\nMost read\nHarbour’s Slow Return\nPier Shut", TITLE),
]


@pytest.mark.parametrize(("lines", "title"), TAKEN)
def test_taken(lines: str, title: str | None) -> None:
    check(remove_teasers, lines, title)


@pytest.mark.parametrize(("lines", "title"), LEFT_ALONE)
def test_left_alone(lines: str, title: str | None) -> None:
    check(remove_teasers, lines, title)
