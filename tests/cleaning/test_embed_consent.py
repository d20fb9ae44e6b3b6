import pytest
from cleaning_cases import check

from newscrawler.cleaning.embed_consent import remove_embed_consent

TAKEN = [
    "The bell rang twice.\n- By loading the video, you agree to the privacy policy of the film's host.",
    "The bell rang twice.\n- Please accept marketing cookies to watch this film.\nThe boats went out.",
    "Die Glocke läutete.\n- Externer Inhalt nicht verfügbar\n"
    "- Deine Privatsphäre-Einstellungen verhindern das Laden aller externen Inhalte von anderen Seiten.",
    "Die Glocke läutete.\n- Mit dem Laden des Videos akzeptieren Sie die Datenschutzerklärung des Anbieters.",
    "La cloche sonna.\n- En chargeant cette vidéo, vous acceptez la politique de confidentialité.",
    "De klok luidde.\n- Om deze content te kunnen zien, moet je cookies accepteren.",
]
LEFT_ALONE = [
    "By loading the boats at night, the crew saved a day.",
    "Mit dem Laden der Boote begann der Tag.",
    "To view this contentious film, people queued for hours.",
    "Wer die Privatsphäre-Einstellungen ändert, sieht auch externe Inhalte.",
]


@pytest.mark.parametrize("lines", TAKEN)
def test_taken(lines: str) -> None:
    check(remove_embed_consent, lines)


@pytest.mark.parametrize("lines", LEFT_ALONE)
def test_left_alone(lines: str) -> None:
    check(remove_embed_consent, lines)
