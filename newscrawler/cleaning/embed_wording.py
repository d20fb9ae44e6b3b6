"""How notices begin that stand in an embed's place until the reader agrees to cookies.

The words of the common tools that put them there (consent managers, plugins of WordPress, the networks' own), by
language, in those we are sure of. Compared by `heading_key`.
"""

from __future__ import annotations

from newscrawler.cleaning.phrases import keys

EMBED_CONSENT = keys(
    en="""
        by loading the video you agree | by loading the video you accept | by loading the map you agree |
        by loading the map you accept | by loading the tweet you agree | by loading the post you agree |
        by loading the post you accept | by clicking on the video you accept |
        this content is not available due to your privacy | this content isn't available due to your privacy |
        this content is blocked due to | this content is hosted by a third party |
        to view this content you need to | to view this content please | to view this video you need to accept |
        to view this video please accept | to view this content click | to see this content you need to |
        to display this content from | please accept cookies to | please accept youtube cookies |
        please accept marketing cookies | please accept statistics cookies | you need to accept cookies to |
        you must accept cookies to | this article contains content provided by |
        this article includes content provided by | this article includes content hosted on |
        we ask for your permission before anything is loaded | we need your consent to load |
        an embedded item was blocked | due to your cookie settings
    """,
    de="""
        Externer Inhalt nicht verfügbar | Externer Inhalt blockiert |
        Deine Privatsphäre-Einstellungen verhindern | Ihre Privatsphäre-Einstellungen verhindern |
        An dieser Stelle finden Sie einen externen Inhalt | An dieser Stelle finden Sie externe Inhalte |
        An dieser Stelle findest du einen externen Inhalt | An dieser Stelle findest du externe Inhalte |
        An dieser Stelle befindet sich ein externer Inhalt | An dieser Stelle steht ein externer Inhalt |
        An dieser Stelle ist ein externer Inhalt | Dieser Artikel enthält einen externen Inhalt |
        Empfohlener redaktioneller Inhalt | Empfohlener externer Inhalt |
        Ich bin damit einverstanden, dass mir externe Inhalte | Ich bin einverstanden, dass mir externe Inhalte |
        Mit dem Laden des Videos | Mit dem Laden des Beitrags akzeptieren | Mit dem Laden des Tweets akzeptieren |
        Mit dem Laden der Karte akzeptieren | Mit dem Laden des Inhalts akzeptieren |
        Wir benötigen Ihre Zustimmung, um den Inhalt | Wir benötigen Ihre Zustimmung, um dieses Video |
        Wir benötigen deine Zustimmung, um den Inhalt | Wir brauchen Ihre Zustimmung, um |
        Dieser Inhalt kann nicht angezeigt werden | Dieser Inhalt wird aufgrund Ihrer |
        Um Ihre persönlichen Daten zu schützen, haben wir | Um deine persönlichen Daten zu schützen, haben wir |
        Zum Schutz Ihrer persönlichen Daten ist | Zum Schutz deiner persönlichen Daten ist |
        Bitte akzeptieren Sie die Marketing-Cookies | Aufgrund Ihrer Cookie-Einstellungen |
        Aufgrund Ihrer Datenschutzeinstellungen
    """,
    fr="""
        En chargeant cette vidéo, vous acceptez | En chargeant cette carte, vous acceptez |
        En chargeant le tweet, vous acceptez | Ce contenu n'est pas visible à cause |
        Ce contenu est bloqué car | Ce contenu n'a pas pu être affiché car | Vous avez refusé les cookies |
        Pour afficher ce contenu | Pour voir ce contenu | Contenu bloqué
    """,
    es="""
        Al cargar el vídeo, usted acepta | Al cargar el video, usted acepta | Al cargar el vídeo, aceptas |
        Al cargar el mapa, usted acepta | Este contenido no está disponible debido a |
        Este contenido está bloqueado | Para ver este contenido debes aceptar |
        Para ver este contenido es necesario aceptar
    """,
    it="""
        Caricando il video, l'utente accetta | Caricando il video, accetti | Caricando la mappa, l'utente accetta |
        Questo contenuto non è disponibile a causa | Questo contenuto è bloccato |
        Per visualizzare questo contenuto | Per vedere questo contenuto
    """,
    nl="""
        Door de video te laden, gaat u akkoord | Door de video te laden, ga je akkoord |
        Door de kaart te laden, gaat u akkoord | Deze content kan niet worden getoond |
        Om deze content te kunnen zien | Om deze inhoud te kunnen zien | Om deze content te laten zien |
        Vanwege je cookie-instellingen
    """,
    pl="Ładując film, akceptujesz | Treść zablokowana",
    sv="För att se det här innehållet",
    no="For å se dette innholdet",
    da="For at se dette indhold",
)
"""Beginnings of whole lines."""
