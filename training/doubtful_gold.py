"""Labelled pages whose gold body is believed wrong: ids and reasons, for the report. Nothing is trained by this list.

Found by looking at the pages with the worst scores: gold that ends where the same element, of the same class, goes on
with the next paragraph of the same story; gold that the saved page does not have.
"""

from __future__ import annotations

_ENDS = "the gold ends in the middle of the story, whose next paragraph stands in the same element"
_OPENING = "the gold has the opening alone, not the story's numbered parts"
_ABSENT = "the gold's text is not in the saved page, which shows an opening to readers without a subscription"
_LIST = "the gold has a part of a list of links and nothing that follows it in the same element"

DOUBTFUL_GOLD: dict[tuple[str, str], str] = {
    ("aae424", page_id): why
    for why, page_ids in (
        (
            _ENDS,
            (
                "0e39296dc6659ad7c96d265f009eb80d",
                "0f1d20e93229f3304b967c2aa38630b6",
                "1eaca85a8ab0d87c1ed71af759bec94c",
                "2dd9f11fc38f596ae591dfa5e7fb75ba",
                "821e412b10ffcc4254ae972c78783663",
                "8a20f432f8b04b238b8af5ff51b39bf4",
                "8d26870a0c96d6a035bca7d79777a1f4",
                "cc076fd37f1a92bd6bc38b6f439682e9",
                "e73cad712a2ac4cd86ba102232280d00",
            ),
        ),
        (
            _OPENING,
            (
                "5a5ecb71e10ab7d235450d141a9ab94e",
                "69411e1843c843cf57a68de6b1386db8",
                "d5ceaf5e698710ffe0a114efc87c9fc7",
            ),
        ),
        (
            _ABSENT,
            (
                "29f061d248c08d836d004950d68f3ea3",
                "ae3edd9d1bff9dcf8cb9a56594bcd772",
                "e43adadc8ac565096bff8e5573085d10",
                "e5374141ebea8648b0cd97d9a93a5dc4",
            ),
        ),
        (_LIST, ("89404c2d3fa59a5209869fd5af0efe1a", "9107257d019f2e0392174c4200ec8dc5")),
    )
    for page_id in page_ids
}
