import pytest
from cleaning_cases import check

from newscrawler.cleaning.share_buttons import remove_share_buttons

TAKEN = [
    "- Share this article\nThe keeper lit the lamp.",
    "- Facebook Twitter WhatsApp\nThe keeper lit the lamp.",
    "- Share on Facebook (Opens in new window)\nThe keeper lit the lamp.",
    "The keeper lit the lamp.\n- Copy link\n- Tweet this",
    "The keeper lit the lamp.\n- Follow us on Telegram and Instagram!",
    "The keeper lit the lamp.\n- Follow the Lowmoor Courier on Facebook",
    "Der Wärter zündete die Lampe an.\n- Artikel teilen\n- Folgen Sie uns auf Instagram",
    "El farero encendió la luz.\n- Compartir en Facebook\n- Síguenos en Telegram",
    "Le gardien alluma la lampe.\n- Partager sur Facebook\n- Suivez-nous sur Instagram",
    "O faroleiro acendeu a luz.\n- Compartilhe\n- Siga o Correio no Instagram",
    "Il guardiano accese la lampada.\n- Condividi su Facebook\n- Seguici su Telegram",
    "De wachter stak de lamp aan.\n- Deel dit artikel\n- Volg ons op Instagram",
    "Người gác đèn thắp sáng.\n- Chia sẻ Facebook\n- Theo dõi chúng tôi trên Telegram",
    "守灯人点亮了灯。\n- 分享到",
    "Смотритель зажёг лампу.\n- Поделиться\n- Подписывайтесь на нас в Telegram",
    "أشعل الحارس المصباح.\n- شارك المقال",
]
LEFT_ALONE = [
    "# Facebook\nThe company was fined.",
    "# Facebook and Twitter\nBoth companies were fined.",
    "She shared it on Facebook.",
    "Share prices fell on Monday.",
    "# Share of the Catch\nEach boat gets a tenth.",
    "Follow the coast path to the chapel, he said.",
    "Print was dying, the editor said; email had killed it.",
    "> Share this with nobody, the letter ended. It went round the island in a day.",
]


@pytest.mark.parametrize("lines", TAKEN)
def test_taken(lines: str) -> None:
    check(remove_share_buttons, lines)


@pytest.mark.parametrize("lines", LEFT_ALONE)
def test_left_alone(lines: str) -> None:
    check(remove_share_buttons, lines)
