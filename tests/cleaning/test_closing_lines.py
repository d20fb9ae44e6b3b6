"""Tag lists, calls for comments and copyright: what counts as furniture only after the end of the body."""

import pytest
from cleaning_cases import check

from newscrawler.cleaning import Step
from newscrawler.cleaning.comments import remove_comments
from newscrawler.cleaning.copyright import remove_copyright
from newscrawler.cleaning.tag_list import remove_tag_list

TAKEN = [
    (remove_tag_list, "The herring came back.\n- Check out other tags:"),
    (remove_tag_list, "The herring came back.\n- Check out other tags:\n- harbour\n- Lowmoor herring"),
    (remove_tag_list, "The herring came back.\n- Tags: harbour, herring, Lowmoor"),
    (remove_tag_list, "Der Hering kam zurück.\n- Schlagwörter: Hafen, Hering"),
    (remove_tag_list, "El arenque volvió.\n- Etiquetas\n- puerto\n- arenque"),
    (remove_tag_list, "Le hareng revint.\n- Mots-clés : port, hareng"),
    (remove_tag_list, "O arenque voltou.\n- Palavras-chave: porto, arenque"),
    (remove_tag_list, "L'aringa tornò.\n- Parole chiave: porto, aringa"),
    (remove_tag_list, "De haring keerde terug.\n- Trefwoorden: haven, haring"),
    (remove_tag_list, "Cá trích đã trở lại.\n- Từ khóa: cảng, cá trích"),
    (remove_tag_list, "鲱鱼回来了。\n- 标签：港口，鲱鱼"),
    (remove_tag_list, "Сельдь вернулась.\n- Теги: порт, сельдь"),
    (remove_tag_list, "عادت الرنجة.\n- الوسوم: ميناء، رنجة"),
    (remove_comments, "The herring came back.\n- 3 Comments\n- Leave a Reply"),
    (remove_comments, "The herring came back.\n- Comments (12)\nTags: harbour"),
    (remove_comments, "Der Hering kam zurück.\n- Schreibe einen Kommentar"),
    (remove_copyright, "The herring came back.\n- © 2026 Lowmoor Courier"),
    (remove_copyright, "The herring came back.\n- Copyright 2026 Lowmoor Courier. All rights reserved."),
    (remove_copyright, "L'aringa tornò.\n- © RIPRODUZIONE RISERVATA\nI più letti"),
    (remove_copyright, "鲱鱼回来了。\n- 版权所有，未经书面授权不得转载"),
]
LEFT_ALONE = [
    (remove_tag_list, "The herring came back.\nTags: they are everywhere, and he hates them."),
    (remove_tag_list, "# Topics\nThe board spoke of fares and of the pier."),
    (remove_tag_list, "Themen waren die Fähre, der Kai und die Kosten."),
    (remove_tag_list, "Keywords: the port authority has not published a single one of its reports, harbour"),
    (remove_comments, "# Comments\nThe board's chair had none. She left by the back door."),
    (remove_comments, "Comments were few.\nNobody spoke."),
    (remove_comments, "Leave a comment\nThat is what the box at the quay asks for. It is empty."),
    (remove_copyright, "The court held that copyright had lapsed."),
    (remove_copyright, "© 2026 Lowmoor Courier\nSo the forged page ended. The keeper kept it."),
    (remove_copyright, "播客必须获得版权所有者的许可。"),
]


@pytest.mark.parametrize(("step", "lines"), TAKEN)
def test_taken(step: Step, lines: str) -> None:
    check(step, lines)


@pytest.mark.parametrize(("step", "lines"), LEFT_ALONE)
def test_left_alone(step: Step, lines: str) -> None:
    check(step, lines)
