"""The words of closing blocks by concept and language: other articles, popular ones, tags, comments.

Whole lines, compared by `heading_key`. A NAMED heading names articles; a PROMPT ("Read also") may stand alone; a PLAIN
one ("Most popular") might be a story's own crosshead. The less a heading proves, the more is asked of what stands
under it (`tail`).
"""

from __future__ import annotations

from newscrawler.cleaning.phrases import keys

NAMED, PROMPT, PLAIN = "named", "prompt", "plain"

RELATED = keys(
    en="""
        check out our other content | editor picks | random posts | related articles | related posts |
        related stories | related news | related content | related coverage | more articles | more stories |
        more news | more from this author | more from the author | more from author | recommended articles |
        recommended stories | recommended reading | recommended for you | similar articles | similar posts |
        similar stories | other articles | latest articles | latest posts | latest stories | recent posts |
        recent articles | more on this story | more on this topic | articles you may like |
        you may also like | you might also like | you may also be interested in | you may be interested in |
        you might be interested in | previous article | next article
    """,
    de="""
        Ähnliche Artikel | Ähnliche Beiträge | Verwandte Artikel | Verwandte Beiträge | Verwandte Themen |
        Mehr zum Thema | Das könnte Sie auch interessieren | Das könnte dich auch interessieren |
        Das könnte Ihnen auch gefallen | Weitere Artikel | Weitere Beiträge | Weitere Nachrichten |
        Mehr Artikel | Neueste Artikel | Neueste Beiträge | Mehr vom Autor
    """,
    es="""
        Artículos relacionados | Noticias relacionadas | Entradas relacionadas | Contenido relacionado |
        Notas relacionadas | También te puede interesar | También le puede interesar | Te puede interesar |
        Le puede interesar | Quizás te interese | Más noticias | Más artículos | Últimos artículos |
        Más del autor
    """,
    fr="""
        Articles similaires | Articles liés | Articles connexes | Sur le même sujet | Vous aimerez aussi |
        Vous pourriez aussi aimer | Ces articles pourraient vous intéresser |
        Cela pourrait vous intéresser | Plus d'articles | Derniers articles | Du même auteur |
        Plus de l'auteur | Dans la même rubrique
    """,
    pt="""
        Artigos relacionados | Notícias relacionadas | Conteúdo relacionado | Matérias relacionadas |
        Posts relacionados | Você também pode gostar | Você pode gostar | Pode também gostar de |
        Mais notícias | Mais artigos | Artigos recentes | Mais do autor
    """,
    it="""
        Articoli correlati | Notizie correlate | Potrebbe interessarti | Ti potrebbe interessare |
        Potrebbe interessarti anche | Potrebbe anche interessarti | Altri articoli | Ultimi articoli |
        Dello stesso autore
    """,
    nl="""
        Gerelateerde artikelen | Gerelateerde berichten | Gerelateerd nieuws | Meer artikelen |
        Misschien vind je dit ook leuk | Dit vind je misschien ook leuk | Meer van deze auteur
    """,
    vi="""
        Bài viết liên quan | Tin liên quan | Tin tức liên quan | Bài liên quan | Có thể bạn quan tâm |
        Có thể bạn thích | Có thể bạn cũng thích | Bài viết mới nhất | Tin cùng chuyên mục |
        Cùng chuyên mục | Các tin khác | Bài viết khác | Cùng tác giả
    """,
    zh="""
        相关阅读 | 相关新闻 | 相关文章 | 相关报道 | 相关链接 | 推荐阅读 | 延伸阅读 | 更多新闻 | 更多文章 |
        最新文章 | 猜你喜欢 | 您可能感兴趣 | 相關閱讀 | 相關新聞 | 相關文章 | 相關報導 | 推薦閱讀 |
        延伸閱讀 | 更多新聞 | 你可能也喜歡 | 您可能也會喜歡
    """,
    ru="""
        Похожие статьи | Похожие записи | Похожие новости | Материалы по теме | Новости по теме |
        Вам может быть интересно | Вам также может понравиться | Другие новости
    """,
    ar="""
        مقالات ذات صلة | أخبار ذات صلة | مواضيع ذات صلة | قد يعجبك أيضا | قد يعجبك أيضاً |
        المزيد من الأخبار | مواضيع متعلقة | مقالات مشابهة
    """,
    ja="関連記事 | 関連ニュース | おすすめ記事 | こちらもおすすめ | 最新記事 | 新着記事",
    ko="관련 기사 | 관련기사 | 관련 뉴스 | 추천 기사 | 최신 기사",
    tr="İlgili haberler | Benzer haberler | İlgili yazılar",
    pl="Powiązane artykuły | Podobne artykuły",
    id="Artikel terkait | Berita terkait | Berita lainnya | Artikel lainnya",
    sv="Relaterade artiklar",
    da="Relaterede artikler",
    no="Relaterte artikler",
    uk="Схожі новини",
    cs="Související články",
    el="Σχετικά άρθρα",
    ro="Articole similare",
    hu="Kapcsolódó cikkek",
    hi="संबंधित खबरें",
    fa="خبرهای مرتبط | مطالب مرتبط",
    he="כתבות נוספות",
)

RELATED_PROMPTS = keys(
    en="""
        read also | also read | see also | read next | latest news | recent news | other news |
        top stories | editor's picks | editors' picks | don't miss | must read |
        related topics and articles
    """,
    de="Lesen Sie auch | Lies auch | Auch interessant | Passend dazu",
    es="Lea también | Lee también | Leer también | Últimas noticias | No te pierdas | Te recomendamos",
    fr="À lire aussi | A lire aussi | Lire aussi | À lire également | Dernières actualités | Voir aussi",
    pt="Leia também | Veja também | Últimas notícias",
    it="Leggi anche | Ultime notizie",
    nl="Lees ook | Laatste nieuws | Meer nieuws",
    vi="Xem thêm | Đọc thêm | Tin khác | Tin mới nhất | Tin mới",
    zh="最新消息",
    ru="Читайте также | По теме | Смотрите также | Последние новости | Ещё новости",
    ar="اقرأ أيضا | اقرأ أيضاً | آخر الأخبار",
    ja="あわせて読みたい",
    ko="최신 뉴스",
    tr="Bunlar da ilginizi çekebilir",
    pl="Czytaj także | Czytaj również | Zobacz także | Przeczytaj także",
    id="Baca juga | Berita terbaru",
    sv="Läs också | Läs även",
    da="Læs også",
    no="Les også",
    fi="Lue myös",
    uk="Читайте також",
    cs="Čtěte také",
    lt="Taip pat skaitykite",
    el="Διαβάστε επίσης",
    ro="Citește și",
    hi="यह भी पढ़ें | ये भी पढ़ें",
)

RELATED_PLAIN = keys(
    en="related | recommended | suggested | more like this",
    es="Relacionado | Relacionados",
    it="Correlati",
    nl="Gerelateerd",
)

POPULAR = keys(
    en="""
        most popular articles | popular articles | popular category | popular categories | popular posts |
        popular stories | popular news | most read articles | most read stories | most viewed articles |
        trending articles | trending stories | trending news | trending posts | most popular stories |
        most popular posts | most popular news | most shared articles | most commented articles
    """,
    de="""
        Meistgelesene Artikel | Beliebte Artikel | Beliebte Beiträge | Beliebteste Artikel |
        Die beliebtesten Artikel
    """,
    es="""
        Artículos más populares | Artículos populares | Noticias más leídas | Lo más leído |
        Las más leídas | Más leídas | Más leídos | Lo más visto | Entradas populares
    """,
    fr="""
        Articles les plus populaires | Articles populaires | Articles les plus lus |
        Les articles les plus lus | Les plus lus
    """,
    pt="""
        Artigos mais populares | Artigos populares | Artigos mais lidos | Notícias mais lidas |
        As mais lidas | Mais lidas | Mais lidos | Matérias mais lidas | Posts populares
    """,
    it="""
        Articoli più popolari | Articoli popolari | Articoli più letti | Notizie più lette | I più letti |
        Le più lette | Più letti
    """,
    nl="Populairste artikelen | Populaire artikelen | Populaire berichten | Meest gelezen artikelen",
    vi="""
        Bài viết phổ biến | Bài viết được xem nhiều nhất | Tin đọc nhiều | Đọc nhiều nhất | Xem nhiều nhất |
        Tin xem nhiều | Bài đọc nhiều nhất | Bài viết nổi bật | Tin nổi bật
    """,
    zh="热门文章 | 最受欢迎的文章 | 热门新闻 | 阅读排行 | 点击排行 | 熱門文章 | 熱門新聞 | 最受歡迎文章",
    ru="""
        Популярные статьи | Самые популярные статьи | Популярные новости | Популярные записи |
        Самое читаемое
    """,
    ar="المقالات الأكثر شعبية | المقالات الأكثر قراءة | الأكثر قراءة | الأكثر مشاهدة",
    ja="人気記事 | 人気の記事 | 人気記事ランキング | アクセスランキング",
    ko="인기 기사 | 많이 본 뉴스 | 많이 본 기사",
    tr="En çok okunan haberler | Popüler haberler",
    pl="Najpopularniejsze artykuły | Najczęściej czytane",
    id="Artikel populer | Berita populer | Berita terpopuler",
    sv="Mest lästa artiklar | Populära artiklar",
)

POPULAR_PLAIN = keys(
    en="""
        most popular | popular | popular now | most read | most viewed | most shared | most commented |
        trending | trending now | hot topics
    """,
    de="Meistgelesen | Beliebt | Am beliebtesten",
    es="Populares | Más populares | Tendencias",
    fr="Populaire | Les plus populaires | Tendances",
    pt="Mais populares | Em alta",
    it="Più popolari | Di tendenza",
    nl="Meest gelezen | Populair",
    vi="Phổ biến | Nổi bật | Xu hướng",
    zh="热门 | 熱門 | 排行榜",
    ru="Популярное | Самое популярное",
    ar="الأكثر شعبية",
    ja="ランキング",
    ko="인기",
)

TAGS = keys(
    en="""
        check out other tags | tags | other tags | popular tags | related tags | related topics | topics |
        keywords | hashtags | filed under | article tags | tagged
    """,
    de="Schlagwörter | Schlagworte | Stichwörter | Stichworte | Themen dieses Artikels",
    es="Etiquetas | Temas relacionados | Palabras clave",
    fr="Mots clés | Mots-clés | Étiquettes | Sujets associés",
    pt="Palavras-chave | Assuntos | Tópicos relacionados",
    it="Tag | Parole chiave | Argomenti | Etichette",
    nl="Trefwoorden | Onderwerpen",
    vi="Từ khóa | Từ khoá | Thẻ | Chủ đề liên quan | Chủ đề",
    zh="标签 | 关键词 | 关键字 | 標籤 | 關鍵詞 | 關鍵字",
    ru="Теги | Метки | Ключевые слова",
    ar="الوسوم | وسوم | كلمات مفتاحية | الكلمات المفتاحية | كلمات دلالية",
    ja="タグ | キーワード",
    ko="태그 | 키워드",
    tr="Etiketler",
    pl="Tagi | Słowa kluczowe",
    sv="Nyckelord",
    cs="Klíčová slova",
)

COMMENTS = keys(
    en="""
        leave a comment | leave a reply | leave a reply cancel reply | post a comment | add a comment |
        comments | no comments | no comments yet | be the first to comment | join the conversation |
        join the discussion | view comments | show comments | comments are closed | write a comment |
        comment now | log in to leave a comment | you must be logged in to post a comment |
        what do you think
    """,
    de="""
        Kommentare | Kommentar schreiben | Kommentar verfassen | Kommentar hinterlassen |
        Schreibe einen Kommentar | Keine Kommentare | Antworten abbrechen
    """,
    es="""
        Comentarios | Deja un comentario | Deja una respuesta | Dejar una respuesta | Sin comentarios |
        Deje su comentario
    """,
    fr="""
        Commentaires | Laisser un commentaire | Laisser une réponse | Aucun commentaire |
        Ajouter un commentaire | Réagir
    """,
    pt="Comentários | Deixe um comentário | Deixe uma resposta | Sem comentários | Nenhum comentário",
    it="Commenti | Lascia un commento | Lascia una risposta | Nessun commento",
    nl="Reacties | Reageer | Laat een reactie achter | Geef een reactie | Geen reacties",
    vi="Bình luận | Để lại bình luận | Viết bình luận | Gửi bình luận | Ý kiến bạn đọc",
    zh="评论 | 发表评论 | 网友评论 | 我来说两句 | 评论区 | 留言 | 發表評論 | 發佈留言",
    ru="Комментарии | Оставить комментарий | Добавить комментарий | Нет комментариев",
    ar="التعليقات | اترك تعليقا | اترك تعليقاً | أضف تعليق | أضف تعليقا",
    ja="コメント | コメントを書く | コメントする",
    ko="댓글 | 댓글 쓰기",
)

CORRECTIONS = keys(
    en="""
        correction | corrections | clarification | clarifications | editor's note | editors' note |
        editor note | note to readers
    """,
    de="""
        Korrektur | Richtigstellung | Berichtigung | Anmerkung der Redaktion | Hinweis der Redaktion |
        Anm d Red
    """,
    es="Corrección | Fe de errores | Rectificación | Nota del editor | Nota de la redacción",
    fr="Rectificatif | Erratum | Précision | Note de la rédaction",
    pt="Correção | Errata | Nota da redação | Nota do editor",
    it="Correzione | Errata corrige | Rettifica | Nota della redazione",
    nl="Correctie | Rectificatie | Noot van de redactie",
    vi="Đính chính | Lời tòa soạn",
    zh="更正 | 勘误 | 编者按 | 更正启事 | 編者按",
    ru="Исправление | Поправка | Уточнение | От редакции",
    ar="تصحيح | توضيح",
    ja="訂正 | おことわり",
    ko="정정",
)
"""Alone or before a colon: content, wherever it stands."""

HEADINGS: dict[str, tuple[str, str]] = (
    dict.fromkeys(POPULAR_PLAIN, ("popular_block", PLAIN))
    | dict.fromkeys(RELATED_PLAIN, ("related_block", PLAIN))
    | dict.fromkeys(RELATED_PROMPTS, ("related_block", PROMPT))
    | dict.fromkeys(TAGS, ("tag_list", NAMED))
    | dict.fromkeys(POPULAR, ("popular_block", NAMED))
    | dict.fromkeys(RELATED, ("related_block", NAMED))
)
"""Heading of a closing block → (which block it is, how much its words prove)."""
