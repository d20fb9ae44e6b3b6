"""How links to other stories begin that stand in a story: whole lines, and the words before a headline; by language.

Compared by `heading_key`.
"""

from __future__ import annotations

from newscrawler.cleaning.phrases import keys

READ_MORE = keys(
    en="""
        read more | read also | also read | read next | read this | read this next | see also |
        related story | related article | related articles | related video | watch also | also watch |
        watch the video | read the full story | read full story | read the full article |
        read full article | read the original article | click here to read more | read the story |
        read the rest | read the article | continue reading | click to read | read more here |
        further reading | more on this story | more on this topic | must read | must watch |
        you may also read | view more | see more
    """,
    de="""
        Lesen Sie auch | Lesen Sie mehr | Lesen Sie hier | Lesen Sie dazu | Lesen Sie dazu auch |
        Lies auch | Mehr lesen | Weiterlesen | Mehr dazu | Siehe auch | Lesetipp | Auch interessant |
        Mehr zum Thema | Zum Thema
    """,
    es="""
        Lea también | Lee también | Leer también | Leer más | Lea más | Lea aquí | Lee aquí | Ver también |
        Vea también | Mira también | Te puede interesar | Le puede interesar | Sigue leyendo |
        Seguir leyendo
    """,
    fr="""
        À lire aussi | A lire aussi | Lire aussi | À lire également | Lire également | Lire la suite |
        À voir aussi | Voir aussi | En savoir plus
    """,
    pt="""
        Leia também | Leia mais | Leia ainda | Veja também | Veja mais | Saiba mais | Confira também |
        Continue lendo
    """,
    it="Leggi anche | Leggi tutto | Leggi di più | Vedi anche | Guarda anche | Continua a leggere",
    nl="Lees ook | Lees meer | Lees verder | Lees hier | Bekijk ook | Zie ook | Luister ook",
    vi="""
        Xem thêm | Đọc thêm | Mời xem thêm | Mời độc giả xem thêm | Mời bạn đọc | Tin liên quan |
        Bài liên quan | Có thể bạn quan tâm
    """,
    zh="""
        相关阅读 | 相关新闻 | 相关报道 | 延伸阅读 | 阅读更多 | 推荐阅读 | 相關閱讀 | 相關新聞 | 延伸閱讀 |
        閱讀更多 | 看更多
    """,
    ru="""
        Читайте также | Читайте еще | Читайте ещё | Читать далее | Читать также | Смотрите также |
        Материалы по теме
    """,
    ar="اقرأ أيضا | اقرأ أيضاً | إقرأ أيضا | إقرأ أيضاً | اقرأ المزيد | شاهد أيضا | شاهد أيضاً | طالع أيضا",
    ja="あわせて読みたい | 続きを読む | 関連記事 | もっと見る",
    ko="관련기사 | 관련 기사 | 더 보기",
    tr="Devamını oku | Ayrıca oku | İlgili haber",
    pl="""
        Czytaj także | Czytaj więcej | Czytaj również | Zobacz także | Zobacz też | Przeczytaj także |
        Przeczytaj też
    """,
    id="Baca juga | Lihat juga | Simak juga | Baca selengkapnya",
    sv="Läs också | Läs även | Läs mer",
    no="Les også",
    da="Læs også | Læs mere",
    fi="Lue myös | Lue lisää",
    uk="Читайте також | Читати далі",
    cs="Čtěte také | Přečtěte si také",
    lt="Taip pat skaitykite",
    el="Διαβάστε επίσης | Διαβάστε ακόμη",
    ro="Citește și",
    hi="यह भी पढ़ें | ये भी पढ़ें",
)
"""Alone on a line, or before a colon, a bar or a dash and a headline, or in capitals before a headline."""

READ_ALSO = keys(
    de="Lesen Sie auch | Lies auch",
    es="Lea también | Lee también | Leer también | Vea también",
    fr="À lire aussi | A lire aussi | Lire aussi | À lire également | Lire également | À voir aussi",
    pt="Leia também | Veja também | Confira também",
    it="Leggi anche | Guarda anche",
    nl="Lees ook | Bekijk ook",
    pl="Czytaj także | Czytaj również | Zobacz także | Przeczytaj także",
    id="Baca juga",
    sv="Läs också | Läs även",
    no="Les også",
    da="Læs også",
)
"""Before a headline without any mark between: begins no sentence that a story has."""

READ_MORE_LEADS = keys(
    en="""
        related | read | watch | more | see | listen | next story | don't miss | next up | previously |
        also in the news | up next
    """,
    de="Lesen Sie | Mehr",
    es="Relacionado | Relacionada | Además | Lea | Lee | Mira",
    fr="À lire | A lire | À écouter | À voir | À découvrir | Lire | Relire",
    pt="Relacionada | Assista | Leia | Veja",
    it="Per approfondire | Approfondisci | Leggi | Guarda",
    nl="Kijk | Lees | Luister",
    vi="Xem | Đọc",
    ru="Подробнее | По теме",
    ar="شاهد | اقرأ",
)
"""Before a colon or a bar and a headline only: alone they may be crossheads."""
