"""The words of the lines over the body: bylines, dates of publication, reading time.

They count only at the very top, and only where the rest of the line is names, dates or numbers.
"""

from __future__ import annotations

from newscrawler.cleaning.phrases import keys

BYLINE = keys(
    en="""
        by | written by | words by | story by | reported by | author | authors | author of the article |
        reviewed by | edited by
    """,
    de="von | autor | autorin | text | text von",
    es="por | escrito por | texto | redacción",
    fr="par | texte | écrit par | propos recueillis par",
    pt="por | texto | autor",
    it="di | testo di | a cura di",
    nl="door | tekst",
    vi="bởi | tác giả",
    zh="作者 | 记者 | 記者 | 文 | 撰文 | 编辑",
    ru="автор | текст | от",
    ar="بقلم | كتب | كتبت",
    ja="文 | 著者",
    ko="글",
    sv="av | text",
    da="af",
    pl="autor | tekst",
)
"""Before names."""

STAMP = keys(
    en="""
        published | published on | first published | first published on | originally published | posted |
        posted on | posted at | updated | updated on | last updated | last updated on | last updated at |
        updated at | published at | modified | last modified | created | date
    """,
    de="""
        veröffentlicht | veröffentlicht am | publiziert | publiziert am | erschienen am | stand |
        aktualisiert | aktualisiert am | zuletzt aktualisiert | erstellt am | datum
    """,
    es="publicado | publicado el | publicada | actualizado | actualizado el | fecha",
    fr="publié | publié le | mis à jour | mis à jour le | modifié le | le",
    pt="publicado | publicado em | publicada em | atualizado | atualizado em",
    it="pubblicato | pubblicato il | aggiornato | aggiornato il | ultimo aggiornamento",
    nl="gepubliceerd | gepubliceerd op | bijgewerkt | geplaatst op | laatst bijgewerkt",
    vi="đăng | đăng ngày | cập nhật | cập nhật lúc | ngày đăng",
    zh="发布时间 | 发布于 | 更新时间 | 发表于 | 日期 | 時間 | 时间 | 更新",
    ru="опубликовано | обновлено | дата",
    ar="نشر | نشر في | تاريخ النشر | آخر تحديث",
    ja="公開日 | 更新日 | 配信",
    ko="입력 | 수정 | 등록",
    sv="publicerad | uppdaterad",
    no="publisert | oppdatert",
    da="publiceret | opdateret",
    pl="opublikowano | aktualizacja",
)
"""Before a date or a time of day."""

READING_TIME = keys(
    en="read | reading time | min read | minute read | minutes read | estimated reading time",
    de="lesezeit | lesedauer",
    es="tiempo de lectura | de lectura",
    fr="temps de lecture | de lecture",
    pt="tempo de leitura | de leitura",
    it="tempo di lettura | di lettura",
    nl="leestijd",
    vi="thời gian đọc | phút đọc",
)
"""Beside a number of minutes."""
