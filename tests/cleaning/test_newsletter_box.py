import pytest
from cleaning_cases import check

from newscrawler.cleaning.newsletter_box import _OURS, _VERBS, remove_newsletter_box

TAKEN = [
    "The bell rang twice.\n- Subscribe now to our Sunday edition for the full story.",
    "The bell rang twice.\n- To view the full story, please subscribe to the Quay Times.",
    "The bell rang twice.\n- If you're already a subscriber, log in for immediate access to this story.",
    "The bell rang twice.\n- For the latest from the harbour, download the Quay's apps for iOS and Android.",
    "La campana sonó.\n- ¿Ya sabías que tenemos canal de Telegram? Únete.",
    "The boats came in.\n- Sign up for our weekly newsletter and never miss a tide.",
    "The boats came in.\n- Get the latest island news straight to your inbox.",
    "The boats came in.\n- Join our WhatsApp channel",
    "The boats came in.\n- For more island news, sign up for our newsletter.",
    "Die Boote kamen zurück.\n- Hier geht es zur Anmeldung für unseren Newsletter",
    "Die Boote kamen zurück.\n- Melden Sie sich für unseren Newsletter an.",
    "Los barcos volvieron.\n- Suscríbete a nuestro boletín",
    "Les bateaux rentrèrent.\n- Inscrivez-vous à notre newsletter",
    "Os barcos voltaram.\n- Receba a nossa newsletter todas as manhãs",
    "Le barche tornarono.\n- Iscriviti alla newsletter",
    "De boten kwamen terug.\n- Schrijf je in voor onze nieuwsbrief",
    "Thuyền đã về.\n- Đăng ký nhận bản tin",
    "Лодки вернулись.\n- Подписывайтесь на наш канал",
]
LEFT_ALONE = [
    "For the latest boat, the harbour needs a deeper basin.",
    "Ya sabías que la marea vuelve.",
    "Sign up for the regatta closes on Friday.",
    "The newsletter of the harbour board appears twice a year.",
    "“You can sign up for our newsletter,” she told the board, and nobody did.",
    "Her inbox was full by noon.",
    "Get the latest boat and you will miss the last bus.",
    "Enter your email, tick the box, and press the green button.",
    "Download the form from the harbour's page and bring it along.",
]


@pytest.mark.parametrize("lines", TAKEN)
def test_taken(lines: str) -> None:
    check(remove_newsletter_box, lines)


@pytest.mark.parametrize("lines", LEFT_ALONE)
def test_left_alone(lines: str) -> None:
    check(remove_newsletter_box, lines)


def test_the_short_cut_misses_no_phrase() -> None:
    assert all(any(verb in phrase for verb in _VERBS) for phrase in _OURS)
