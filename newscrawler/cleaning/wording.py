"""The words that betray furniture where structure cannot tell, by concept, in every language we are sure of.

All of them are whole lines, compared by `heading_key` (letters and digits, no case, no marks). A phrase belongs here
if it names articles or the site itself; a word that a story might use as a crosshead goes to the PLAIN tables, which
ask more of what stands under it.
"""

from __future__ import annotations

import re

_NOT_WORDS = re.compile(r"[\W_]+")
NAMED, PLAIN = "named", "plain"


def heading_key(text: str) -> str:
    """The words of `text` alone, for comparison with these tables.

    >>> heading_key("» Check out other tags:")
    'check out other tags'
    """
    return _NOT_WORDS.sub(" ", text.casefold()).strip()


def _keys(lines: str) -> frozenset[str]:
    return frozenset(key for phrase in lines.replace("\n", "|").split("|") if (key := heading_key(phrase)))


RELATED = _keys("""
    check out our other content | related articles | related posts | related stories | related news
    related content
    related coverage | you may also like | you might also like | you may also be interested in
    you may be interested in
    you might be interested in | more stories | more articles | more news | more from this author
    more from the author
    more from author | read also | also read | see also | read more | read next | recommended for you
    recommended articles
    recommended stories | recommended reading | similar articles | similar posts | similar stories
    keep reading
    other articles | other news | latest news | latest articles | latest posts | latest stories
    recent posts
    recent articles | recent news | top stories | editor's picks | editors' picks | don't miss | must read
    more on this story | more on this topic | related topics and articles | articles you may like
    previous article
    next article
    Ähnliche Artikel | Ähnliche Beiträge | Verwandte Artikel | Verwandte Beiträge | Verwandte Themen
    Mehr zum Thema
    Das könnte Sie auch interessieren | Das könnte dich auch interessieren | Auch interessant
    Lesen Sie auch | Lies auch
    Weitere Artikel | Weitere Beiträge | Weitere Nachrichten | Weiterlesen | Mehr Artikel | Neueste Artikel
    Neueste Beiträge
    Mehr vom Autor | Das könnte Ihnen auch gefallen | Passend dazu
    Artículos relacionados | Noticias relacionadas | Entradas relacionadas | Contenido relacionado
    También te puede interesar
    Te puede interesar | Le puede interesar | También le puede interesar | Quizás te interese | Lea también
    Lee también
    Leer también | Más noticias | Más artículos | Últimas noticias | Últimos artículos | Más del autor
    No te pierdas
    Te recomendamos | Notas relacionadas
    Articles similaires | Articles liés | Articles connexes | À lire aussi | A lire aussi | Lire aussi
    À lire également
    Sur le même sujet | Vous aimerez aussi | Vous pourriez aussi aimer
    Ces articles pourraient vous intéresser
    Plus d'articles | Derniers articles | Dernières actualités | Du même auteur | Plus de l'auteur
    Voir aussi
    Cela pourrait vous intéresser | Dans la même rubrique
    Artigos relacionados | Notícias relacionadas | Conteúdo relacionado | Matérias relacionadas
    Posts relacionados
    Você também pode gostar | Você pode gostar | Leia também | Leia mais | Veja também | Mais notícias
    Últimas notícias
    Mais artigos | Artigos recentes | Mais do autor | Pode também gostar de
    Articoli correlati | Notizie correlate | Potrebbe interessarti | Ti potrebbe interessare
    Potrebbe interessarti anche
    Potrebbe anche interessarti | Leggi anche | Altri articoli | Ultime notizie | Ultimi articoli
    Dello stesso autore
    Gerelateerde artikelen | Gerelateerde berichten | Gerelateerd nieuws | Lees ook | Lees meer
    Meer artikelen | Meer nieuws
    Misschien vind je dit ook leuk | Dit vind je misschien ook leuk | Laatste nieuws | Meer van deze auteur
    Bài viết liên quan | Tin liên quan | Tin tức liên quan | Bài liên quan | Có thể bạn quan tâm
    Có thể bạn thích
    Xem thêm | Đọc thêm | Tin khác | Tin mới nhất | Bài viết mới nhất | Tin cùng chuyên mục
    Cùng chuyên mục
    Các tin khác | Tin mới | Bài viết khác | Cùng tác giả | Có thể bạn cũng thích
    相关阅读 | 相关新闻 | 相关文章 | 相关报道 | 相关链接 | 推荐阅读 | 延伸阅读 | 更多新闻 | 更多文章
    最新文章 | 最新消息 | 猜你喜欢
    相關閱讀 | 相關新聞 | 相關文章 | 相關報導 | 推薦閱讀 | 延伸閱讀 | 更多新聞 | 你可能也喜歡 | 您可能感兴趣
    您可能也會喜歡
    Читайте также | Похожие статьи | Похожие записи | Похожие новости | Материалы по теме | Новости по теме
    По теме
    Вам может быть интересно | Вам также может понравиться | Смотрите также | Другие новости
    Последние новости | Ещё новости
    مقالات ذات صلة | أخبار ذات صلة | مواضيع ذات صلة | اقرأ أيضا | اقرأ أيضاً | قد يعجبك أيضا
    قد يعجبك أيضاً | المزيد من الأخبار
    مواضيع متعلقة | مقالات مشابهة | آخر الأخبار
    関連記事 | 関連ニュース | おすすめ記事 | こちらもおすすめ | あわせて読みたい | 最新記事 | 新着記事
    관련 기사 | 관련기사 | 관련 뉴스 | 추천 기사 | 최신 기사 | 최신 뉴스
    İlgili haberler | Benzer haberler | İlgili yazılar | Bunlar da ilginizi çekebilir
    Powiązane artykuły | Podobne artykuły | Czytaj także | Czytaj również | Zobacz także | Przeczytaj także
    Artikel terkait | Berita terkait | Baca juga | Berita lainnya | Artikel lainnya | Berita terbaru
    Relaterade artiklar | Läs också | Läs även | Relaterede artikler | Læs også | Les også
    Relaterte artikler | Lue myös
    Читайте також | Схожі новини | Související články | Čtěte také | Σχετικά άρθρα | Διαβάστε επίσης
    Articole similare
    Citește și | Kapcsolódó cikkek | संबंधित खबरें | यह भी पढ़ें | ये भी पढ़ें | خبرهای مرتبط | مطالب مرتبط
    כתבות נוספות
""")
RELATED_PLAIN = _keys(
    "related | recommended | suggested | Themen | Relacionado | Relacionados | À la une | Correlati | Gerelateerd"
)

POPULAR = _keys("""
    most popular articles | popular articles | popular posts | popular stories | popular news
    most read articles
    most read stories | most viewed articles | trending articles | trending stories | trending news
    trending posts
    most popular stories | most popular posts | most popular news | most shared articles
    most commented articles
    Meistgelesene Artikel | Beliebte Artikel | Beliebte Beiträge | Beliebteste Artikel
    Die beliebtesten Artikel
    Artículos más populares | Artículos populares | Noticias más leídas | Lo más leído | Las más leídas
    Más leídas
    Entradas populares | Lo más visto | Más leídos
    Articles les plus populaires | Articles populaires | Articles les plus lus | Les plus lus
    Les articles les plus lus
    Artigos mais populares | Artigos populares | Artigos mais lidos | Notícias mais lidas | Mais lidas
    Mais lidos
    As mais lidas | Posts populares | Matérias mais lidas
    Articoli più popolari | Articoli popolari | Articoli più letti | I più letti | Le più lette | Più letti
    Notizie più lette
    Populairste artikelen | Populaire artikelen | Meest gelezen artikelen | Populaire berichten
    Bài viết phổ biến | Bài viết được xem nhiều nhất | Tin đọc nhiều | Đọc nhiều nhất | Xem nhiều nhất
    Bài viết nổi bật
    Tin nổi bật | Tin xem nhiều | Bài đọc nhiều nhất
    热门文章 | 最受欢迎的文章 | 热门新闻 | 阅读排行 | 点击排行 | 熱門文章 | 熱門新聞 | 最受歡迎文章
    Популярные статьи | Самые популярные статьи | Популярные новости | Самое читаемое | Популярные записи
    المقالات الأكثر شعبية | الأكثر قراءة | الأكثر مشاهدة | المقالات الأكثر قراءة
    人気記事 | 人気の記事 | 人気記事ランキング | アクセスランキング | 인기 기사 | 많이 본 뉴스
    많이 본 기사
    En çok okunan haberler | Popüler haberler | Najpopularniejsze artykuły | Najczęściej czytane
    Artikel populer | Berita populer
    Berita terpopuler | Mest lästa artiklar | Populära artiklar
""")
POPULAR_PLAIN = _keys("""
    most popular | popular | popular now | most read | most viewed | most shared | most commented | trending
    trending now
    hot topics | Meistgelesen | Beliebt | Am beliebtesten | Populares | Tendencias | Más populares
    Populaire | Tendances
    Les plus populaires | Mais populares | Em alta | Più popolari | Di tendenza | Meest gelezen | Populair
    Phổ biến | Nổi bật
    Xu hướng | 热门 | 熱門 | 排行榜 | Популярное | Самое популярное | الأكثر شعبية | ランキング | 인기
""")

TAGS = _keys("""
    check out other tags | tags | other tags | popular tags | related tags | related topics | topics
    keywords | hashtags
    filed under | article tags | tagged | in this article
    Schlagwörter | Schlagworte | Stichwörter | Stichworte | Themen dieses Artikels
    Etiquetas | Temas relacionados | Palabras clave
    Mots clés | Mots-clés | Étiquettes | Sujets associés
    Palavras-chave | Assuntos | Tópicos relacionados
    Tag | Parole chiave | Argomenti | Etichette
    Trefwoorden | Onderwerpen
    Từ khóa | Từ khoá | Thẻ | Chủ đề liên quan | Chủ đề
    标签 | 關鍵字 | 关键词 | 关键字 | 標籤 | 關鍵詞
    Теги | Метки | Ключевые слова
    الوسوم | كلمات مفتاحية | الكلمات المفتاحية | كلمات دلالية | وسوم
    タグ | キーワード | 태그 | 키워드 | Etiketler | Tagi | Słowa kluczowe | Nyckelord | Klíčová slova
""")

TAIL_HEADINGS: dict[str, tuple[str, str]] = (
    dict.fromkeys(POPULAR_PLAIN, ("popular_block", PLAIN))
    | dict.fromkeys(RELATED_PLAIN, ("related_block", PLAIN))
    | dict.fromkeys(TAGS, ("tag_list", NAMED))
    | dict.fromkeys(POPULAR, ("popular_block", NAMED))
    | dict.fromkeys(RELATED, ("related_block", NAMED))
)
"""Heading over a closing section → (what it is, how sure its words are)."""

_TAG_LINE_CHARS = 300


def is_tag_line(text: str) -> bool:
    """Whether `text` is a whole tag list in a line: its word, a colon, and short entries.

    >>> is_tag_line("Tags: harbour, herring, Lowmoor"), is_tag_line("Tags: they are everywhere, and he hates them.")
    (True, False)
    """
    if len(text) > _TAG_LINE_CHARS or not (":" in text or "：" in text):
        return False
    word, _, entries = text.replace("：", ":").partition(":")
    if len(word) > 30 or heading_key(word) not in TAGS or not entries.strip():
        return False
    return not entries.rstrip().endswith((".", "。", "!", "?")) and all(
        len(entry.split()) <= 5 for entry in re.split(r"[,;#|/、，·]", entries)
    )
