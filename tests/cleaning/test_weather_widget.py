import pytest
from cleaning_cases import check

from newscrawler.cleaning.weather_widget import remove_weather_widget

TITLE = "Harbour’s Slow Return"
TAKEN = [
    ("- 12.4 C\n- Lowmoor\nFriday, March 6, 2026\nHarbour’s Slow Return\nThe herring came back.", TITLE),
    ("- -3.1 C\n- Lowmoor\nFriday, March 6, 2026\nHarbour’s Slow Return\nThe herring came back.", TITLE),
    ("- 61 F\n- Port Ellis, AR\nFriday, March 6, 2026\nHarbour’s Slow Return\nThe herring came back.", TITLE),
    ("- 27 C\nFriday, March 6, 2026\nHarbour’s Slow Return\nThe herring came back.", TITLE),
    ("- 27 C\n- Lowmoor\nHarbour’s Slow Return\nThe herring came back.", TITLE),
    ("- 27 C\nHarbour’s Slow Return\nThe herring came back.", TITLE),
    ("- 12,4 °C\n- Niedermoor\nFreitag, 6. März 2026\nDer Hering kam zurück.", None),
    ("- 12.4 C\n- Hạ Long\nThứ Sáu, 6 Tháng 3, 2026\nCá trích đã trở lại.", None),
]
LEFT_ALONE = [
    # the story about the weather
    ("41.2 C\nThat is what the keeper read at noon.\nFriday, March 6, 2026, was the hottest day.", None),
    ("Harbour’s Slow Return\n41.2 C\nThat is what the keeper read at noon.", TITLE),
    ("The keeper wrote it down.\n12.4 C\nLowmoor\nFriday, March 6, 2026\nHe never missed a day.", None),
    ("12 degrees\nLowmoor\nFriday, March 6, 2026\nThe herring came back.", None),
]


@pytest.mark.parametrize(("lines", "title"), TAKEN)
def test_taken(lines: str, title: str | None) -> None:
    check(remove_weather_widget, lines, title)


@pytest.mark.parametrize(("lines", "title"), LEFT_ALONE)
def test_left_alone(lines: str, title: str | None) -> None:
    check(remove_weather_widget, lines, title)
