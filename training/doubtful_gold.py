"""Labelled pages whose gold body or day is believed wrong: ids and reasons, for the report. Nothing is trained by it.

Found by looking at the pages with the worst scores: gold that ends where the same element, of the same class, goes on
with the next paragraph of the same story; gold that the saved page does not have, or has once and the gold twice
(counted in runs of words, over the page's markup and scripts).
"""

from __future__ import annotations

_ENDS = "the gold ends in the middle of the story, whose next paragraph stands in the same element"
_OPENING = "the gold has the opening alone, not the story's numbered parts"
_ABSENT = "the gold's text is not in the saved page, which shows an opening to readers without a subscription"
_TWICE = "the gold has a tenth of its text or more twice, which stands on the page once"
_VERSION = "a seventh of the gold's runs of four words or more stands nowhere on the page: another version of the text"
_LIST = "the gold has a part of a list of links and nothing that follows it in the same element"

DOUBTFUL_GOLD: dict[tuple[str, str], str] = {
    (set_name, page_id): why
    for set_name, why, page_ids in (
        (
            "aae424",
            _ENDS,
            (
                "0e39296dc6659ad7c96d265f009eb80d",
                "0f1d20e93229f3304b967c2aa38630b6",
                "17c9f548ad270d84614989e1dde14736",
                "1eaca85a8ab0d87c1ed71af759bec94c",
                "2dd9f11fc38f596ae591dfa5e7fb75ba",
                "460d1ba5de6fb1ce677384547fcd168e",
                "63d45f67f660560248c53e719d666266",
                "821e412b10ffcc4254ae972c78783663",
                "8a20f432f8b04b238b8af5ff51b39bf4",
                "8d26870a0c96d6a035bca7d79777a1f4",
                "cc076fd37f1a92bd6bc38b6f439682e9",
                "dbbf9717611ace8d06f9a478c7fe8c3b",
                "e73cad712a2ac4cd86ba102232280d00",
            ),
        ),
        (
            "aae424",
            _OPENING,
            (
                "5a5ecb71e10ab7d235450d141a9ab94e",
                "69411e1843c843cf57a68de6b1386db8",
                "d5ceaf5e698710ffe0a114efc87c9fc7",
            ),
        ),
        (
            "aae424",
            _ABSENT,
            (
                "e43adadc8ac565096bff8e5573085d10",
                "e5374141ebea8648b0cd97d9a93a5dc4",
            ),
        ),
        (
            "aae424",
            _TWICE,
            (
                "201dc25902e8a8b37d471e1509820305",
                "5ffdc1bf2474a79ea001e59424cdab3a",
                "9683e924f7ac867d6d2408347f47a0ab",
                "9c19ccafb8fdcdbf279620f7c112a86c",
                "e47dcc838cd918e333cdeb9c468a2cdd",
            ),
        ),
        (
            "aae424",
            _VERSION,
            (
                "2647927e347cbe6d9a008727e4d0661f",
                "370af8b69279853cf6b5e042425632df",
                "6ddca3a354626ffd7025a66c9c644e04",
                "a38d3adcbf3845240d0b2c1f40c0675d",
                "e257250eee7e386a42cb4df5c51d37ae",
            ),
        ),
        ("aae424", _LIST, ("89404c2d3fa59a5209869fd5af0efe1a", "9107257d019f2e0392174c4200ec8dc5")),
        ("wcxb_dev_article", _ENDS, ("1708", "2269", "4815", "4835")),
    )
    for page_id in page_ids
}

_YEAR = "the gold has the page's day and month, and another year than the page and its address"
_CHANGE = "the gold has the day of the last change, which the page tells apart from that of publication"
_OTHER = "the gold has a day that neither the page nor its address, which both name another, has"

DOUBTFUL_DAYS: dict[tuple[str, str], str] = {
    ("aae424", page_id): why
    for why, page_ids in (
        (
            _YEAR,
            (
                "052975914d4bf1a2ec648ee7b0529a2a",
                "447719b9f9e41ab0cf6f45b4ba878968",
                "51e8633089028bfc31cdf98366e8e371",
                "5a81012714cd42ca08bf080ccf9a0ca4",
                "5e1e62be1d9a0d9014439297a276b461",
                "681d18c110f1e65e6f7468f9eada43fc",
                "6d069f26843cbab132e5b9d8681fb24f",
                "6defa09879368769e1f8db1b5abc7426",
                "7bbb0da3648d6fc511d1dcb918c9c128",
                "c01d9b50c2b4e9622be5f9100cf2c3ae",
                "dd1764f0c7911b3e1ebf183256e17b99",
                "ebdcf498abb125c22060c160447c639b",
                "ebe76f91d9c424633e0777369d24f28c",
                "f365aea0def9912a2ce9c16c0119003f",
                "f366bd83e0bdc775fde40656724c78f1",
                "f6637127aac010dbbdf48b6cf1a3590e",
            ),
        ),
        (
            _CHANGE,
            (
                "377c75f19fb7a993587c923a10905a67",
                "41777a41fdd0e45535f9dde2888d2da4",
                "58078b95ee2e095b1fc7a3f9ae91f521",
                "595ed638afaee83aa1ef5328dc12f65b",
                "6956f9178276261bab1b5a7686289db1",
                "791ab43d7a79df4a7a6f9e0817a9d4b8",
                "a679f675d2fa83ce13183ea2a79331dd",
                "c46bfb89dbf6848ceb20e514fa0e1ca8",
                "d83a750b2a62903eac28d47e464a5759",
                "ddd256a869fbf2d9fbe83c65e0cf2ac2",
                "e699653967be9d112c21fe8007fef931",
                "eb0759f205fe524d4791cdf1880adc52",
            ),
        ),
        (
            _OTHER,
            (
                "20caadc028087c7c69b13b07378cfdc0",
                "6ddca3a354626ffd7025a66c9c644e04",
                "ce0b310ce7dc8ed81f5204e990432367",
            ),
        ),
    )
    for page_id in page_ids
}
