"""How credits of pictures begin, by language, and the agencies that they name. Compared by `heading_key`."""

from __future__ import annotations

from newscrawler.cleaning.phrases import keys

CREDITS = keys(
    en="""
        photo | photos | photograph | photographs | photographer | photography | image | images | picture |
        illustration | illustrations | graphic | screenshot | credit | credits | gallery credit |
        photo illustration | file photo | featured image | image source | photo source | photo credit |
        photo credits | image credit | image credits | picture credit | photo courtesy | image courtesy |
        courtesy | photo by | image by | photos by | illustration by | photograph by | image via |
        photo via | photo courtesy of | image courtesy of
    """,
    de="""
        foto | fotos | bild | bilder | grafik | symbolbild | archivbild | titelbild | bildquelle |
        fotocredit | bildnachweis | beitragsbild | foto von | bild von
    """,
    es="foto | fotos | imagen | fotografía | crédito | créditos | foto de | imagen de | foto cortesía",
    fr="""
        photo | photos | crédit | crédits | crédit photo | crédits photo | crédit photos | crédits photos |
        illustration | photo de | photo par
    """,
    pt="foto | fotos | imagem | crédito | créditos | foto de",
    it="foto | immagine | fotografia | foto di | immagine di | crediti",
    nl="foto | beeld | afbeelding | foto van | beeld door",
    vi="ảnh | hình ảnh | ảnh minh họa | nguồn ảnh",
    zh="图 | 图片 | 图片来源 | 摄影 | 摄 | 圖片來源 | 圖 | 攝影 | 图源",
    ru="фото | иллюстрация | изображение | фото автора",
    ar="صورة | تصوير | الصورة",
    ja="写真 | 撮影 | 画像",
    ko="사진 | 이미지",
    sv="foto | bild",
    pl="fot | zdjęcie | foto",
)
"""Before a colon (or, ending in "by", "via", "of", before a name): the credit of a picture."""

PICTURE_AGENCIES = keys(
    en="getty images | gettyimages | shutterstock | istock | istockphoto | alamy | alamy stock photo | stocksy",
    de="adobe stock | picture alliance | imago images | unsplash | pixabay | pexels",
)
"""A line of its own, or what a credit ends with."""

NEWS_AGENCIES = keys(
    en="afp | ap | ap photo | ap images | reuters | epa | zuma press | bloomberg | pa | pa wire | pa images",
    de="dpa | imago | keystone | apa",
    es="efe",
    it="ansa",
    zh="xinhua",
    ru="tass",
    tr="anadolu",
    nl="belga | anp",
)
"""What a credit ends with, after a slash or "via"."""
