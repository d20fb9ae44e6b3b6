import pytest
from cleaning_cases import check

from newscrawler.cleaning.credits import remove_credits

TAKEN = [
    "La cloche sonna.\n- Crédits photos : Anne Récif",
    "- Photo: Ann Reef\nThe mole is open.",
    "- [Image credit: Port Ellis Museum]\nThe mole is open.",
    "- (Photo courtesy of the Reef Family)\nThe mole is open.",
    "The mole is open.\n- Ann Reef/Getty Images\nIt was shut for years.",
    "The mole is open.\n- ANN REEF/AFP via Getty Images",
    "The mole is open.\n- Illustration by Ann Reef",
    "- Shutterstock\nThe mole is open.",
    "Die Mole ist offen.\n- Foto: Anna Riff/dpa",
    "El muelle abrió.\n- Foto: Ana Arrecife / EFE",
    "La jetée est ouverte.\n- Crédit photo : Anne Récif",
    "O cais abriu.\n- Imagem: Ana Recife",
    "Il molo è aperto.\n- Foto di Anna Scoglio",
    "De pier is open.\n- Beeld: Anna Rif",
    "Cầu tàu mở cửa.\n- Ảnh: An Rạn",
    "码头开放。\n- 图片来源：港口局",
    "Пирс открыт.\n- Фото: Анна Риф",
    "- The mole in the storm of 1911. Photo: Ann Reef/Courier\nThe mole is open.",
    "- A boat leaves the mole, seen from the lighthouse's camera. Credit: Port Ellis Museum.\nThe mole is open.",
]
LEFT_ALONE = [
    "Photo by my father: it shows the mole in 1911.",
    "Photos of the mole hang in the bar.",
    "* Photo: 24 MP\n* Video: 4K",
    "Photo: 24 MP, three lenses",
    "# Unsplash\nThe site has four million pictures.",
    "Reuters opened an office on the island.",
    "^ Photo: Ann Reef",
    "Credit: the bank gave none.",
    "The picture came to us from Reuters/AFP. It was a fake.",
    "She stood on the mole and wept. (Photo: Ann Reef)",
    "The board met twice. Credit: the bank gave none.",
    "The keeper wrote one line a day. Photo: none was ever taken of him.",
    "* The mole by night. Photo: Ann Reef",
    "Image is everything, said the mayor of Port Ellis/Lowmoor",
]


@pytest.mark.parametrize("lines", TAKEN)
def test_taken(lines: str) -> None:
    check(remove_credits, lines)


@pytest.mark.parametrize("lines", LEFT_ALONE)
def test_left_alone(lines: str) -> None:
    check(remove_credits, lines)
