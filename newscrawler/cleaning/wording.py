"""The words that betray furniture wherever it stands, by concept and language, in those we are sure of.

Phrases are whole lines or their beginnings, compared by `heading_key` (letters and digits, no case, no marks). A word
that a story might use as a crosshead ("Facebook", "Watch") is no phrase of these tables.
"""

from __future__ import annotations

from newscrawler.cleaning.phrases import keys

ADVERTISEMENT = keys(
    en="""
        advertisement | advertisements | ad | ads | paid advertisement |
        story continues below advertisement | story continues below this ad | story continues below |
        story continues after ad | article continues below advertisement | article continues below this ad |
        article continues below | article continues after advertisement | article continues after ad |
        content continues below | advertisement article continues below |
        continue reading below advertisement | advertisement continue reading below |
        advertisement scroll to continue | scroll to continue | scroll to continue with content |
        skip advertisement | advertisement skip advertisement | skip ad | close ad | hide ad | loading ad |
        report ad | report this ad | remove ads | ads by google | sponsored links |
        after newsletter promotion | skip past newsletter promotion |
        this advertisement has not loaded yet but your article continues below
    """,
    de="""
        Anzeige | Anzeigen | Werbung | Artikel wird nach der Werbung fortgesetzt |
        Nach der Werbung weiterlesen
    """,
    es="""
        Publicidad | Anuncio | Anuncios | Espacio publicitario | Continúa leyendo después de la publicidad
    """,
    fr="""
        Publicité | Annonce publicitaire | La suite après la publicité | La suite après cette publicité |
        L'article continue après la publicité
    """,
    pt="""
        Publicidade | Anúncio | Continua após a publicidade | Continua depois da publicidade |
        Continua após o anúncio
    """,
    it="""
        Pubblicità | Annuncio pubblicitario | Continua a leggere dopo la pubblicità |
        L'articolo continua dopo la pubblicità
    """,
    nl="""
        Advertentie | Advertenties | Artikel gaat verder onder de advertentie |
        Tekst gaat verder onder de advertentie | Lees verder na de advertentie
    """,
    vi="Quảng cáo",
    zh="广告 | 廣告 | 广告位 | 请继续往下阅读 | 請繼續往下閱讀",
    ru="Реклама | На правах рекламы | Продолжение после рекламы",
    ar="إعلان | اعلان | إعلانات",
    ja="広告 | スポンサーリンク | スポンサードリンク",
    ko="광고",
    tr="Reklam",
    pl="Reklama",
    id="Iklan",
    sv="Annons",
    da="Annonce",
    no="Reklame",
    fi="Mainos",
    el="Διαφήμιση",
    hu="Hirdetés",
    ro="Publicitate",
    hi="विज्ञापन",
    th="โฆษณา",
    he="פרסומת",
    fa="تبلیغات",
)
"""Whole lines that mark where an advertisement stands."""

SHARE = keys(
    en="""
        share | follow us | stay connected | connect with us | share this | share this article |
        share this story | share this post | share this page | share this news | share article |
        share story | share post | share with friends | share with your friends | share this with |
        share this on | share it | sharing is caring | like this | email this article | email this page |
        print this article | print this page | print article | email to a friend | send to a friend |
        copy link | copy link to clipboard | copy url | link copied | link copied to clipboard |
        share link | share via email | share by email | share on x | share to x | tweet this |
        share full article | give this article | gift article | save article | save this article |
        bookmark this | click to share | share tweet share | share tweet | save share | share save |
        show more sharing options
    """,
    de="""
        Teilen | Artikel teilen | Beitrag teilen | Diesen Artikel teilen | Jetzt teilen | Artikel drucken |
        Link kopieren
    """,
    es="""
        Compartir | Comparte | Comparte esto | Compartir este artículo | Comparte esta noticia |
        Compartir noticia | Copiar enlace
    """,
    fr="""
        Partager | Partagez | Partager cet article | Partager l'article | Copier le lien |
        Imprimer cet article
    """,
    pt="""
        Compartilhar | Compartilhe | Compartilhe isso | Compartilhe esta notícia | Compartilhar artigo |
        Partilhar | Copiar link
    """,
    it="""
        Condividi | Condividi questo articolo | Condividi l'articolo | Copia link | Stampa questo articolo
    """,
    nl="Delen | Deel dit artikel | Deel artikel | Artikel delen | Kopieer link",
    vi="Chia sẻ | Chia sẻ ngay | Chia sẻ bài viết | Sao chép liên kết | Copy liên kết",
    zh="""
        分享 | 分享到 | 分享至 | 分享文章 | 分享本文 | 分享让更多人看到 | 扫一扫分享 | 复制链接 | 複製連結
    """,
    ru="Поделиться | Поделиться новостью | Поделиться статьёй | Поделиться ссылкой | Скопировать ссылку",
    ar="شارك | مشاركة | شارك هذا | شارك المقال | شارك هذا الموضوع | نسخ الرابط",
    ja="シェア | シェアする | この記事をシェア | リンクをコピー",
    ko="공유 | 공유하기 | 링크 복사",
    tr="Paylaş",
    pl="Udostępnij",
    id="Bagikan",
    sv="Dela artikeln",
    da="Del artikel",
)
"""Whole lines that ask to share, print, copy or keep."""

NETWORKS = frozenset(
    "facebook twitter whatsapp linkedin pinterest reddit telegram instagram tumblr youtube tiktok messenger flipboard "
    "threads bluesky mastodon viber xing weibo wechat vk vkontakte odnoklassniki snapchat zalo kakaotalk "
    "фейсбук телеграм телеграмм вконтакте 微博 微信 فيسبوك تويتر واتساب تليجرام تلغرام".split()
)
SHARE_WORDS = frozenset(
    "share on via with to x tweet email e mail print copy link pin it post send more sms opens in new window click "
    "this by google line url linked comment comments save "
    "teilen auf per drucken compartir en por imprimir partager sur envoyer compartilhar no na enviar condividi su "
    "stampa delen op chia sẻ 分享 分享到 到 поделиться в شارك على paylaş udostępnij".split()
)
"""A line of nothing but networks' names and these words is a row of buttons."""

FOLLOW = keys(
    en="""
        follow us | follow our | follow me on | follow him on | follow her on | follow the | follow on |
        like us | like our | join us on | join our | find us on | connect with us | subscribe to our
    """,
    de="Folgen Sie uns | Folge uns | Folgt uns",
    es="Síguenos | Sigue a | Siga a | Seguinos",
    fr="Suivez-nous | Retrouvez-nous",
    pt="Siga-nos | Siga o | Siga a | Curta | Acompanhe",
    it="Seguici | Segui",
    nl="Volg ons | Volg",
    vi="Theo dõi",
    zh="关注我们 | 關注我們 | 追蹤我們",
    ru="Подписывайтесь на | Подпишитесь на | Следите за | Читайте нас в",
    ar="تابعونا | تابعنا | تابع",
    tr="Bizi takip",
    pl="Obserwuj nas | Śledź nas",
    id="Ikuti kami",
    sv="Följ oss",
    no="Følg oss",
    da="Følg os",
    fi="Seuraa meitä",
    el="Ακολουθήστε",
)
"""How a line begins that asks to follow somebody; a network's name must stand in it too."""

APPEALS = keys(
    en="""
        sign up | signup | your subscription | subscribe to | subscribe now | subscribe today |
        subscribe for | subscribe and | subscribe here | get our | get the latest | get breaking news |
        get the day's | get a daily | get all the latest | get more stories | get daily | get unlimited |
        receive our | receive the | receive daily | join our | join the newsletter | stay informed |
        stay up to date | stay updated | stay on top | stay in the know | never miss | download our |
        click here to subscribe | click here to sign up | click to subscribe | to receive our | to get our |
        want more | want to stay | like what you | enjoying this | enjoyed this | if you enjoyed |
        keep up with | for more news | register for | register to receive | want to receive |
        to view the full story | to read the full story | to read this story | to continue reading |
        to keep reading | already a subscriber | if you're already a subscriber | for the latest | log in to
    """,
    de="""
        Abonnieren | Melden Sie sich | Melde dich | Jetzt anmelden | Jetzt abonnieren | Hier anmelden |
        Newsletter abonnieren | Unser Newsletter | Laden Sie | Jetzt kostenlos
    """,
    es="""
        Suscríbete | Suscríbase | Suscribite | Recibe | Reciba | Regístrate | Apúntate | Únete | Descarga |
        Ya sabías que | Mira lo que
    """,
    fr="Abonnez-vous | Inscrivez-vous | Recevez | Pour recevoir | Téléchargez | Je m'inscris",
    pt="Inscreva-se | Assine | Receba | Cadastre-se | Subscreva | Baixe | Clique aqui e | Entre no",
    it="Iscriviti | Ricevi | Abbonati | Scarica",
    nl="Schrijf je in | Schrijf u in | Meld je aan | Meld u aan | Abonneer | Ontvang",
    vi="Đăng ký | Đăng kí | Tải ứng dụng",
    zh="订阅 | 訂閱 | 点击订阅 | 扫描二维码 | 扫码 | 下载 | 下載",
    ru="Подпишитесь | Подписывайтесь | Подписаться | Скачайте",
    ar="اشترك | اشتركوا | حمل تطبيق",
)
"""How a line begins that asks its reader for something …"""

APPEAL_OBJECTS = keys(
    en="""
        newsletter | inbox | has been successful | could not be saved | mailing list | email alerts |
        news alerts | our app | whatsapp channel | telegram channel | youtube channel | push notifications |
        unlimited access | digital subscription | news app | free trial | morning briefing |
        please subscribe | please log in | ios and android | android and ios | immediate access |
        to read the full story | for the full story
    """,
    es="boletín | boletines | canal de telegram | canal de whatsapp | canal de youtube",
    fr="infolettre | lettre d'information | boîte mail",
    pt="boletim | canal do",
    nl="nieuwsbrief",
    vi="bản tin | ứng dụng",
    zh="公众号 | 电子报 | 電子報 | 客户端",
    ru="рассылку | канал | telegram",
    ar="النشرة | نشرتنا | قناة | تطبيق",
)
"""… and what for. Both must be there."""

PLAYER = keys(
    en="""
        skip to content | skip to main content | enlarge this image | loading | loading error loading |
        tweet may have been deleted | expand | play video | watch live | video player is loading |
        this is a modal window | click to unmute | toggle caption | close caption | hide caption |
        view this post on instagram | view more on instagram | a post shared by | listen to this article |
        listen to this story | listen to article | your browser does not support the video tag |
        your browser does not support the audio element | your browser does not support html5 video |
        to view this video please enable javascript |
        please enable javascript to view the comments powered by disqus |
        we apologize but this video has failed to load | video failed to load | loading video |
        this video is unavailable | play audio | video unavailable | article content | view gallery |
        enlarge image | click to enlarge | click here to enlarge | tap to enlarge | load more | show more |
        back to top | scroll down
    """,
    de="""
        Video starten | Video abspielen | Video starten abbrechen mit Escape | Artikel anhören |
        Externen Inhalt anzeigen | Bild vergrößern | Mehr anzeigen | Nach oben
    """,
    es="""
        Escuchar el artículo | Ver galería | Tu navegador no soporta | Reproducir vídeo | Ver más |
        Cargando
    """,
    fr="""
        Écouter l'article | Écouter cet article | Voir la vidéo | Lire la vidéo | Agrandir l'image |
        Afficher plus | Retour en haut | Voir plus
    """,
    pt="Ouvir a notícia | Ouça este artigo | Carregar mais | Ver mais | Ver galeria",
    it="Ascolta l'articolo | Mostra di più | Guarda il video | Torna su",
    nl="Luister naar dit artikel | Bekijk de video | Toon meer",
    vi="Nghe bài viết | Nghe đọc bài | Xem ảnh lớn",
    zh="播放视频 | 点击播放 | 点击查看大图 | 返回顶部 | 展开全文 | 返回页首 | 您的浏览器不支持",
    ru="Смотреть видео | Показать ещё | Наверх | Прослушать",
    ar="استمع إلى المقال | شاهد الفيديو",
    ja="写真を見る | 動画を見る | 画像を拡大",
)
"""Whole lines of players, galleries and embeds."""

OUR_APPEALS = keys(
    en="sign up for our | sign up to our | subscribe to our | sign up for the free | download our",
    de="abonnieren sie unseren | für unseren newsletter",
    es="suscríbete a nuestro | suscríbete a nuestra",
    fr="abonnez-vous à notre | inscrivez-vous à notre",
    pt="inscreva-se na nossa | assine nossa | assine a nossa",
    it="iscriviti alla nostra",
    nl="op onze nieuwsbrief | voor onze nieuwsbrief",
)
"""Anywhere in a line that holds no quotation: an appeal of the site's own, if what it is for is named too."""
