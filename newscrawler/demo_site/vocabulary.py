# ruff: noqa: E501 - prose reads better unbroken
"""The demo site's words: an invented town with invented people, bodies and things. Nobody and nothing here is real."""

from __future__ import annotations

from dataclasses import dataclass

SITE_NAME = "The Quillhaven Courier"
CITY = "Quillhaven"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the site, with what its stories are about."""

    slug: str
    name: str
    parent: str | None
    """Slug of the section it lies in."""
    who: tuple[str, ...]
    """Bodies that act, with their article: "the Pilots’ Guild"."""
    things: tuple[tuple[str, str], ...]
    """What they act on, each with the tag it gives a story."""
    tags: tuple[str, ...]
    """Tags of the section."""


SECTIONS: tuple[Section, ...] = (
    Section(
        "harbour", "Harbour", None,
        ("the Harbour Board", "the Pilots’ Guild", "the Ferry Users’ Forum", "the Quay Wardens", "the Dredging Office"),
        (
            ("the north breakwater", "Breakwater"), ("the fish auction hall", "Fish auction"),
            ("the swing bridge", "Swing bridge"), ("the island ferry", "Ferries"),
            ("the tide gate", "Tide gate"), ("the old customs house", "Customs house"),
            ("the dry dock", "Dry dock"), ("the night ferry to Oxmoor", "Ferries"),
            ("the pilot station", "Pilots"), ("the eastern mole", "Breakwater"),
            ("the rowing slip", "Slipway"), ("the sail loft", "Sail loft"),
        ),
        ("Harbour", "Quays", "Tides", "Safety"),
    ),
    Section(
        "business", "Business", None,
        ("the Merchants’ Hall", "the Savings Co-operative", "Tallow & Wick", "the Market Traders’ Union", "Brightwater Looms"),
        (
            ("the covered market", "Covered market"), ("the rope works", "Rope works"),
            ("the seed bank’s bond issue", "Bonds"), ("the paper mill", "Paper mill"),
            ("the town’s first ticket exchange", "Start-ups"), ("the lending library for tools", "Sharing"),
            ("the cannery", "Food industry"), ("the wage agreement", "Wages"),
            ("the toll on heavy carts", "Tolls"), ("the glassworks", "Glassworks"),
        ),
        ("Trade", "Jobs", "Prices", "Investment"),
    ),
    Section(
        "shipping", "Shipping", "business",
        ("the Coaster Owners’ League", "Grey Heron Lines", "the Ballast Exchange", "the Lighter Crews", "Marlpit Freight"),
        (
            ("the barley fleet", "Grain"), ("the container berth", "Containers"),
            ("the hull insurance pool", "Insurance"), ("the river barge link", "Barges"),
            ("the bulk carrier Patient Anna", "Bulk carriers"), ("the winter freight tariff", "Tariffs"),
            ("the sail-assisted coaster", "Sail cargo"), ("the bunker station", "Fuel"),
        ),
        ("Freight", "Shipping", "Crews"),
    ),
    Section(
        "energy", "Energy", "business",
        ("the Grid Cooperative", "Lowmarsh Wind", "the Heat Network", "the Tidal Trust", "the Meter Readers’ Office"),
        (
            ("the tidal turbine", "Tidal power"), ("the district heating loop", "Heat"),
            ("the wind park on Gull Bank", "Wind power"), ("the battery barn", "Storage"),
            ("the peat boiler", "Heat"), ("the undersea cable to Oxmoor", "Cables"),
            ("the night tariff", "Tariffs"), ("the roof solar register", "Solar power"),
        ),
        ("Electricity", "Energy prices", "Grid"),
    ),
    Section(
        "science", "Science", None,
        ("the Marine Observatory", "the Institute of Small Rivers", "the Mudflat Survey", "the Herbarium", "the Night Sky Society"),
        (
            ("the eelgrass meadow", "Eelgrass"), ("the bog cores", "Climate"),
            ("the moth count", "Insects"), ("the seabed map", "Seabed"),
            ("the wave tank", "Waves"), ("the lichen atlas", "Lichens"),
            ("the oyster reef", "Oysters"), ("the meteor camera", "Astronomy"),
            ("the swift boxes", "Birds"), ("the soil library", "Soil"),
        ),
        ("Research", "Field work", "Nature"),
    ),
    Section(
        "culture", "Culture", None,
        ("the Playhouse", "the Ropewalk Gallery", "the Town Band", "the Museum of Knots", "the Letterpress Club"),
        (
            ("the winter opera", "Opera"), ("the puppet archive", "Puppetry"),
            ("the tapestry in the guildhall", "Textiles"), ("the brass festival", "Brass bands"),
            ("the reading room", "Libraries"), ("the shadow theatre", "Theatre"),
            ("the new bell chime", "Bells"), ("the lantern parade", "Festivals"),
            ("the poster collection", "Posters"), ("the silent film nights", "Film"),
        ),
        ("Arts", "Stage", "Heritage"),
    ),
    Section(
        "sport", "Sport", None,
        ("Quillhaven Rovers", "the Rowing Club", "Lowmarsh Athletic", "the Skating Union", "the Chess Circle"),
        (
            ("the harbour mile", "Swimming"), ("the cup replay", "Football"),
            ("the ice rink", "Skating"), ("the fours final", "Rowing"),
            ("the hill relay", "Running"), ("the youth league", "Youth sport"),
            ("the velodrome", "Cycling"), ("the island marathon", "Running"),
            ("the simultaneous display", "Chess"), ("the boat race trophy", "Rowing"),
        ),
        ("Fixtures", "Clubs", "Results"),
    ),
    Section(
        "world", "World", None,
        ("the Straits Council", "the Republic of Oxmoor", "the Upland Cantons", "the Postal Congress", "the Lakes Union"),
        (
            ("the border ferry treaty", "Treaties"), ("the common railway gauge", "Railways"),
            ("the fisheries pact", "Fisheries"), ("the calendar reform", "Calendar"),
            ("the mountain tunnel", "Tunnels"), ("the parcel tariff", "Post"),
            ("the river water accord", "Rivers"), ("the language census", "Languages"),
            ("the Oxmoor election", "Elections"), ("the salt duty", "Customs"),
        ),
        ("Diplomacy", "Neighbours", "Travel"),
    ),
)  # fmt: skip

BY_SLUG = {section.slug: section for section in SECTIONS}

AUTHORS: tuple[tuple[str, str], ...] = (
    ("Ines Calloway", "Ines Calloway covers the quays and everything that ties up at them."),
    ("Tobias Wrenfield", "Tobias Wrenfield writes about money, work and the price of bread."),
    ("Maud Okonski", "Maud Okonski reports on laboratories, mudflats and the people who count things."),
    ("Pell Arrowsmith", "Pell Arrowsmith has watched more curtain calls than curtains."),
    ("Sunniva Dray", "Sunniva Dray follows the clubs of the town, home and away."),
    ("Léonie Karrow", "Léonie Karrow looks after the far side of the straits."),
    ("Bartholomew Finch-Adeyo", "Bartholomew Finch-Adeyo edits the evening page."),
    ("Oda Skarsvik", "Oda Skarsvik draws maps and writes the captions for them."),
    ("Jun Halloran", "Jun Halloran joined the night desk in the year of the long frost."),
)
AGENCY = ("Straits Wire", "Straits Wire is the pooled news service of nine small towns.")

FIRST_NAMES = (
    "Ada", "Corin", "Hanne", "Silas", "Wilma", "Orrin", "Tamsin", "Ruben", "Elspeth", "Mirek", "Noor", "Jorun",
    "Petra", "Caspar", "Linnea", "Osric", "Beata", "Fergal", "Ysolde", "Matti",
)  # fmt: skip
SURNAMES = (
    "Thornquist", "Marlowe-Bex", "Pettibone", "Vandermeer-Low", "Askwith", "Brackwater", "Dunmorrow", "Eskeland",
    "Farrowby", "Gildersleeve", "Hexham-Roe", "Jellicot", "Kestrelby", "Lomax-Tarn", "Mossgrove", "Nethercott",
    "O’Quillan", "Pomfrey", "Quarrington", "Rookwood", "Sallowfield", "Tidswell", "Underhay", "Wychbold",
)  # fmt: skip
ROLES = (
    "who chairs the finance panel", "the deputy in charge", "a surveyor of thirty years’ standing",
    "the project’s engineer", "who keeps the minutes", "an adviser to the council", "the newly elected treasurer",
    "who led the review", "the longest-serving member", "a spokesperson",
)  # fmt: skip
PLACES = (
    "Lowmarsh", "Candle Street", "the Ropewalk", "Saltpan Hill", "Gull Bank", "the Old Basin", "Heron Quay",
    "Tanners’ Row", "Upper Oxmoor", "the Fleet Ditch", "Weir End", "Bellfounders’ Yard", "St Osyth’s Green",
)  # fmt: skip
