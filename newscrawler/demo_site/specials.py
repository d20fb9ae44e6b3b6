# ruff: noqa: E501 - prose reads better unbroken
"""The pieces written by hand: those that break a naive crawler or cleaner, each with what makes it special."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from newscrawler.demo_site.story import Part
from newscrawler.demo_site.words import cut, table


@dataclass(frozen=True, slots=True)
class Special:
    """A hand-written story: section, title, parts, and the fields of `Story` that are not as usual."""

    section: str
    title: str
    parts: tuple[Part, ...]
    tags: tuple[str, ...]
    summary: str | None = None
    fields: tuple[tuple[str, Any], ...] = ()

    @property
    def teaser(self) -> str:
        """What teasers show: the summary, else the start of the body."""
        return self.summary or cut(self.parts[0].text, 24)


def paragraphs(*texts: str) -> tuple[Part, ...]:
    """Each text a paragraph; one that begins with "## " is a crosshead, with "- " a list item."""
    marks = {"## ": ("crosshead", 2), "- ": ("list_item", 1)}
    parts = []
    for text in texts:
        mark = next((mark for mark in marks if text.startswith(mark)), None)
        if mark is None:
            parts.append(Part("paragraph", text))
        else:
            kind, level = marks[mark]
            parts.append(Part(kind, text.removeprefix(mark), level))  # type: ignore[arg-type]
    return tuple(parts)


_COLD_LEDE = (
    "The thermometer on the pilot station fell to -11.4 C in the early hours of Tuesday, January 13, 2026, the lowest "
    "value read there since the book was opened in 1986."
)
WEATHER = Special(
    "science",
    "Weather Watchers Log the Coldest Night in Forty Years",
    (
        *paragraphs(
            _COLD_LEDE,
            "6.9 C at noon, -3.1 C at dusk, -11.4 C before dawn: the observatory’s three readings were called in by "
            "telephone, because the line to the mast had frozen. “It was 12 F by the old glass in the hall, and I "
            "believed the old glass,” said Linnea Mossgrove, who keeps the log.",
            "Tuesday, January 13, 2026",
            "That is all that the night’s page says at its head. Below it, in pencil, stand the values that the evening "
            "crew took by hand:",
            "- 18:00 – 1.2 C",
            "- 22:00 – -4.8 C",
            "- 02:00 – -9.0 C",
            "## Most Popular Spots by the Stove",
            "The most popular articles in the ships’ chandlery the next morning were felt insoles, followed by lamp oil; "
            "the most popular seat in town was the bench beside the boiler of the reading room.",
            "By Thursday the wind had turned. “Quillhaven, 7 C, light rain” was the whole of the forecast, and nobody "
            "asked for more.",
        ),
        *table(("Night", "Lowest", "Wind"), [("Jan 11", "-2.0 C", "N 3"), ("Jan 12", "-11.4 C", "calm")]),
        *paragraphs("The next entry is due on Wednesday, February 11, 2026, whatever the weather."),
    ),
    ("Weather", "Climate", "Observatory"),
)
COLD_ECHO = Special(
    "harbour",
    "Harbour Ice Stops the Rowing Slip for a Second Morning",
    paragraphs(
        "Thin ice closed the rowing slip again on Wednesday, and the eights went back to the shed on foot.",
        "“You can break it with an oar, but then you have an oar that has broken ice,” said Matti Askwith, who counts the "
        "boats in and out.",
        "The Quay Wardens expect open water by the weekend, and have asked for patience and for the return of two sledges.",
    ),
    ("Ice", "Slipway"),
    summary=_COLD_LEDE,
)
LIVE = Special(
    "harbour",
    "Storm Night on the Quay: As It Happened",
    paragraphs(
        "This page followed the storm from the first warning to the last rope. The newest entry stands first.",
        "## 23:40 – The Gate Holds",
        "The tide gate is shut and dry. The wardens say that they will stay until the water has turned, “and then a little”.",
        "## 22:15 – Ferries Stay in Port",
        "No ferry will leave before six in the morning. Eighty-one passengers have been given beds in the sail loft.",
        "## 20:05 – First Warning",
        "The observatory expects gusts of 31 metres a second from the north-west, and a tide 1.4 metres above the mean.",
    ),
    ("Storm", "Tides", "Live"),
    fields=(("kind", "live_blog"),),
)
PAYWALLED = Special(
    "business",
    "Business Owners Open the Books of the Covered Market",
    paragraphs(
        "Forty-three stallholders have agreed to show each other what they earn, a step that no market in the region has "
        "taken before.",
        "The first sheets, seen by this newspaper, hold few secrets and one surprise: the smallest stall makes the largest "
        "profit per plank.",
        "“We had all been wrong about the herring,” said Beata Jellicot, who keeps the common ledger.",
    ),
    ("Covered market", "Trade"),
    fields=(("free", False),),
)
GERMAN = Special(
    "world",
    "Brief aus Oxmoor: Die Brücke, die niemand zählen wollte",
    paragraphs(
        "Wer von Süden nach Oxmoor kommt, fährt über sieben Brücken – so steht es jedenfalls im Prospekt. Nachgezählt hat "
        "das bis vor kurzem niemand.",
        "„Es sind acht“, sagt Jorun Eskeland und stellt den Zähler auf den Küchentisch. Die achte, erklärt sie, liege unter "
        "der fünften und sei deshalb von oben nicht zu sehen.",
        "## Eine Rechnung über 1.250 Kronen",
        "Für das Streichen der unteren Brücke hat die Gemeinde im Jahr 2024 genau 1.250 Kronen bezahlt, für das Zählen "
        "nichts. Künftig soll es umgekehrt sein: Die Farbe wird gespendet, die Zählung ausgeschrieben.",
        "Bis dahin gilt in Oxmoor, was an der Mautstelle immer galt: Man zahlt für das, was man sieht.",
    ),
    ("Briefe", "Brücken"),
    fields=(("language", "de-DE"), ("encoding", "windows-1252")),
)
LONG_TITLE = Special(
    "culture",
    "Culture Fund Pays for Nine Bells, Two Bell Ringers, One Ladder and a Very Long Letter of Thanks to the Founders",
    paragraphs(
        "The letter alone runs to eleven pages, and the treasurer has read it aloud twice.",
        "Nine bells were cast for the new chime in the winter; two of them had to be cast again, since “a bell that is "
        "nearly right is a pan”, as the founder Osric Wychbold wrote.",
        "The ladder is second-hand.",
    ),
    ("Bells", "Arts"),
    fields=(("traits", frozenset({"cut_title"})),),
)
CHESS = Special(
    "sport",
    "Sport Diary: The Game That Emptied the Café",
    (
        *paragraphs(
            "Thirty boards, one visitor and a single lost game: the simultaneous display ended at a quarter to midnight, "
            "when the cook asked everybody to go home.",
            "The lost game was short enough to print. Hanne Tidswell, aged eleven, had the black pieces:",
        ),
        Part("code", "1. e4    c5\n2. Nf3   d6\n3. d4    cxd4\n4. Nxd4  Nf6\n5. Nc3   a6"),
        *paragraphs(
            "“After that I only had to wait,” she said. The visitor, 王海 on the programme and Wang Hai on the cup, signed "
            "the scoresheet; so did Ольга Ветрова, who had come for the soup.",
        ),
    ),
    ("Chess", "Results"),
)
ROUND_UP = Special(
    "harbour",
    "Harbour Reading: Five Reports That Were Worth the Walk",
    paragraphs(
        "A winter of reports lies behind us. These are the ones that readers wrote to us about, in the order of the "
        "letters received:",
        f"- {WEATHER.title}",
        f"- {LIVE.title}",
        f"- {PAYWALLED.title}",
        "What they have in common is a person who counted something. What they do not have in common is an ending: the "
        "market has one, the storm is still being paid for, and the log goes on.",
        "If your report is missing, write to us; if it is in the list, write to us as well.",
    ),
    ("Letters", "Harbour"),
)
NUMBERS = Special(
    "energy",
    "Energy Prices, Line by Line: What a Household Paid in January",
    (
        *paragraphs("We asked one household at Weir End for its bill and permission to print it. This is the bill:"),
        *table(
            ("Item", "Use", "Price"),
            [
                ("Light and kitchen", "212 kWh", "63.60"),
                ("Heat", "1,480 kWh", "148.00"),
                ("Meter", "–", "4.20"),
                ("Total", "1,692 kWh", "215.80"),
            ],
        ),
        *paragraphs(
            "The total is 9.1% above that of the January before – and 3% below what the family had put aside.",
            "“I would pay more for a bill that I can read,” said Wilma Farrowby. Her wish may be granted: from April the "
            "form will have one side instead of four.",
        ),
    ),
    ("Energy prices", "Heat"),
)

SPECIALS: tuple[Special, ...] = (
    WEATHER, LIVE, PAYWALLED, GERMAN, COLD_ECHO, LONG_TITLE, CHESS, ROUND_UP, NUMBERS,
)  # fmt: skip
"""In the order in which a small site gets them."""
