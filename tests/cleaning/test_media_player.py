import pytest
from cleaning_cases import check

from newscrawler.cleaning.media_player import remove_media_player

TAKEN = [
    "- Listen to this article\nThe bell rang twice.",
    "The bell rang twice.\n- Your browser does not support the video tag.",
    "The bell rang twice.\n- View this post on Instagram",
    "Die Glocke läutete.\n- Bild vergrößern",
    "- Écouter l'article\nLa cloche sonna.",
    "钟响了两声。\n- 点击查看大图",
]
LEFT_ALONE = [
    "Listen to this article of faith: no boats on Sunday.",
    "# Show and Tell\nThe bell rang twice.",
    "The gallery is open until five.",
]


@pytest.mark.parametrize("lines", TAKEN)
def test_taken(lines: str) -> None:
    check(remove_media_player, lines)


@pytest.mark.parametrize("lines", LEFT_ALONE)
def test_left_alone(lines: str) -> None:
    check(remove_media_player, lines)
