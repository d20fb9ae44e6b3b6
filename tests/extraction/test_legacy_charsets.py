"""Pages in old charsets that declare none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.extraction.document import Document
from newscrawler.extraction.legacy_charsets import guess_charset

CHINESE = "我们的船在海上停了一天，因为风很大。他们说明天会好，这是港口的人告诉我们的。"
TAIWANESE = "我們的船在海上停了一天，因為風很大。他們說明天會好，這是港口的人告訴我們的。"
JAPANESE = "私たちの船は海の上で一日とまっていた。風がつよかったので、みなとの人がそう言った。"
KOREAN = "우리의 배는 바다에서 하루 동안 멈추었다. 바람이 강했기 때문에 항구의 사람들이 그렇게 말했다."
RUSSIAN = "Наш корабль стоял в море целый день, потому что ветер был сильным. Так сказали нам люди в порту."

TOLD = [
    (CHINESE, "gb18030"),
    (CHINESE, "gb2312"),
    (TAIWANESE, "big5"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (KOREAN, "euc_kr"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8_r"),
]
WESTERN = [
    ("Où êtes-vous né ? À l'été, déjà, près de la forêt brûlée.", "cp1252"),
    ("Größere Öfen für süße Brötchen: Müller prüft die Bäckerei.", "cp1252"),
    ("El niño comió piñas y bebió café en São Tomé.", "cp1252"),
    ("Żółta łódź płynęła wśród wysokich fal.", "cp1250"),
    ("Çocuklar şimdi ağaçların altında oynuyor.", "cp1254"),
]


@pytest.mark.parametrize(("text", "charset"), TOLD)
def test_told(text: str, charset: str) -> None:
    page = f"<html><body><p>{text}</p><p>{text}</p></body></html>".encode(charset)
    document = Document.parse(page)
    assert document.root is not None
    assert document.root.findtext(".//p") == text


@pytest.mark.parametrize(("text", "charset"), WESTERN)
def test_western_pages_are_left_alone(text: str, charset: str) -> None:
    assert guess_charset((text * 20).encode(charset)) is None


def test_a_declaration_is_believed_first() -> None:
    page = f'<meta charset="koi8-r"><p>{RUSSIAN}</p>'.encode("koi8-r")
    assert Document.parse(page).encoding == "koi8-r"


@given(st.binary(max_size=2000))
def test_never_raises(data: bytes) -> None:
    guess_charset(data)
