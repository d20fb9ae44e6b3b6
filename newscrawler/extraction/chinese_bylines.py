"""Chinese bylines in the story's own text: `（记者 林海）` at its start or end, `□ 本报记者 林海` on a line of its own.

Chinese papers rarely state their reporters anywhere else. A name is two to four characters long and not set off by
spaces or capitals, so it is believed where a word for a reporter stands right before it in brackets or on a short
line, or where it begins with a family name and nothing else stands in the brackets that end a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_REPORTING = "(?:(?:实习|见习|實習|見習)?(?:记者|記者)|实习生|實習生|通讯员|通訊員|特派员|特派員)"
_REPORTERS = f"(?:{_REPORTING}|评论员|評論員|撰稿人?|执笔人?|執筆人?|作者|撰文|文字|文图|图文)"
_EDITORS = r"(?:责任编辑|責任編輯|责编|責編|编辑|編輯)"
_ROLE = re.compile(_REPORTERS)
_ONLY_EDITORS = re.compile(rf"^\W*(?:来源\s*[:：]\s*\S+\s+)?{_EDITORS}\s*[:：]\s*(?P<names>.{{2,40}}?)\W*$")
_SIGNED = re.compile(
    r"(?:作者|撰文)\s?[:：]\s?(?P<names>[^:：]{2,40})(?P<label>[:：])?"
    r"|(?:^|[贴帖])由(?P<poster>[^\s:：，。]{2,12}?)(?:张贴|張貼|发表于|於?\d{4}年|于\s?\d{4}年)"
)
_HAN_GROUP = re.compile(
    r"[\u4e00-\u9fff]{2}(?:网络|網絡|科技|公司|集团|集團|传媒|傳媒|出版社|期刊|杂志社|編輯部|编辑部|报社|報社|日报|日報|晚报|晚報"
    r"|新闻网|新聞網|委员会|委員會|办公室|政府|大学|大學|学院|學院|研究院|研究所|协会|協會|频道|頻道)$"
)
"""How names of Chinese organizations end."""
_PEN_NAME = re.compile(r"[\w&·.-]{2,20}")
_BRACKETS = re.compile(r"[（(【\[［〔]([^（()）【】\[\]［］〔〕]{2,60})[)）】\]］〕]")
_AFTER_SENTENCE = re.compile(r"(?:^|[。！？…”’」』》.!?])\s*[（(]([\u4e00-\u9fff、，\s　]{2,40})[)）]\s*$")
_LABELLED = re.compile(r"^\W*(?:作者|撰文|执笔人?|執筆人?|文)\s*[:：/／|｜]\s*(?P<names>[^:：。！？]{2,40})$")
_ON_A_LINE = re.compile(rf"^[^。！？：:；;]{{0,20}}?{_REPORTING}\s*[:：]?\s*(?P<names>[^。！？：:；;]{{2,40}})$")
_HAN_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}[·•‧][\u4e00-\u9fff]{1,8}(?:[·•‧][\u4e00-\u9fff]{1,8})?"
)
_HAN, _KANA = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u3041-\u30ff]")
_BETWEEN = re.compile(r"[\s、，,;；/／|｜&＆]+")
_WORK = re.compile(
    r"(?:[/／|｜]\s*(?:文|图|圖).{0,20}|[/／|｜]\s*[\u4e00-\u9fff]{0,6}(?:报道|報道|報導)|(?:发自|發自|供图|供稿).{0,20}"
    r"|(?:(?<=\s)[\u4e00-\u9fff]{2,8})?(?:摄影|综合|联合)?(?:报道|報道|報導)|摄影|攝影|摄|攝|文图|图文|图片|文|图"
    r"|[\u4e00-\u9fff]{2}\d{1,2}日[电電讯訊].{0,10})$"
)
"""What a reporter did and where, behind the names: `林海 上海报道`, `林海 摄`, `林海发自北京`, `林海高雄3日電`."""
_NO_NAMES = frozenset(
    """本报 本报讯 本刊 本网 新华社 中新社 新华网 人民网 央视 总台 完 图片 资料图 编译 综合 整理 来源 实习 见习 记者
    摄影 报道 图文 供图 供稿 原标题 下转 上接 待续 未完 作者 通讯员 编辑 责编 首席 特约 全媒体 图据 原载 简介 排版
    校对 审核 监制 推荐 关闭 调查 观察 讨论 翻译 链接 手记 文章""".split()
)
_BEGINS_SENTENCE = frozenset("从在于近今昨日获了采走来到对就随看注还也表介发再又问说现根已将通与和向为被见")
"""Characters after "the reporter" that begin what he did, and no names."""
_FAMILY_NAMES = frozenset(
    """王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟
    汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温
    芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位
    覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁伊瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸
    冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄
    張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鍾範譚鄒陸顧龍萬錢湯喬賀賴龔龐蘭顏嚴溫蘆魯韋畢聶叢齊莊塗時關費紀歐項陽
    衛單寧閔強華車邊饒巫倫""".replace("\n", "").replace(" ", "")
)
_MOST_BLOCKS, _MOST_CHARACTERS = 2000, 20_000
"""Blocks looked at, and characters of their beginnings and ends together."""
_EDGE = 80
"""Characters of a paragraph's beginning and end in which brackets are looked for."""
_LONGEST_LINE = 50
"""Characters of a line that names reporters and says nothing else."""
_LONGEST_SIGNED = 120
"""Characters of a line that says who wrote and more."""
_ABOVE = 8
"""Lines before the story of which one can be its author's name."""
_MOST_HELD = 50
"""Blocks in which Japanese letters are looked for."""
_MOST_BEHIND = 2
"""Paragraphs that may stand behind the one that is signed: notes, the paper's address."""


def is_chinese_group(name: str) -> bool:
    """Whether `name` ends as those of Chinese organizations do."""
    return bool(_HAN_GROUP.search(name))


def is_chinese(blocks: Sequence[str]) -> bool:
    """Whether the blocks are Chinese: they hold Chinese characters and, as far as one looks, none of Japan's own."""
    held = [text for text in blocks[:_MOST_BLOCKS] if _HAN.search(text[:_EDGE])]
    return bool(held) and not any(_KANA.search(text[:_EDGE]) for text in held[:_MOST_HELD])


def reporters_in(blocks: Sequence[str]) -> list[str]:
    """The reporters whom the first of `blocks` names that names any; none where the text is not Chinese.

    >>> reporters_in(["潮水退去，码头上空无一人。（记者 林海 周舟）"])
    ['林海', '周舟']
    >>> reporters_in(["□ 本报记者 林海", "记者从码头获悉，船明天开。"])
    ['林海']
    >>> reporters_in(["海报记者从码头获悉，船明天开。（图）", "潮水退去。（林海 上海报道）"])
    ['林海']
    """
    texts = iter(dict.fromkeys(_edges(blocks)))
    names = next((names for text in texts if (names := _reporters(text))), [])
    while names and (more := reporters_on_line(next(texts, ""))):  # interns on one line, reporters on the next
        names = [*names, *(name for name in more if name not in names)]
    return names or _signed(blocks)


def _signed(blocks: Sequence[str]) -> list[str]:
    """Names alone in the brackets that end the story; further up brackets name the poet who is quoted."""
    behind = 0
    for text in reversed(blocks[:_MOST_BLOCKS]):
        last = _AFTER_SENTENCE.search(text[-_EDGE:])
        if last:
            return list(_bare_names(last[1]))
        behind += len(text) >= _EDGE
        if behind > _MOST_BEHIND:
            break
    return []


def authors_labelled(blocks: Sequence[str]) -> list[str]:
    """The names behind the first "author:" on a line that may say more, or behind "posted by".

    >>> authors_labelled(["编辑： 周舟 | 来源： 海报 | 作者：林海 高山", "作者：何田"])
    ['林海', '高山']
    >>> authors_labelled(["潮帖由老船长张贴 @ 2026-05-03"]), authors_labelled(["作者：观潮人 时间：2026-05-03"])
    (['老船长'], ['观潮人'])
    """
    for text in blocks[:_MOST_BLOCKS]:
        match = _SIGNED.search(text) if len(text) <= _LONGEST_SIGNED else None
        if match is None:
            continue
        if match["poster"]:
            return [match["poster"]]
        said = match["names"]
        if match["label"]:  # its last word is the next label
            said = re.sub(r"\S+$", "", said)
        names = [name for name in _first_names(_ROLE.sub("", said)) if not is_chinese_group(name)]
        if names:
            return names
    return []


def _first_names(text: str) -> Iterator[str]:
    """The first word, which may be a pen name, and those right behind it that can only be names too."""
    for place, word in enumerate(re.split(r"[\s、，,;；/／|｜]+", text.strip())):
        pattern = _HAN_NAME if place else _PEN_NAME
        if not pattern.fullmatch(word) or word in _NO_NAMES or word.isdigit():
            return
        if place and (word[0] not in _FAMILY_NAMES or len(word) > 3):
            return
        yield word


def name_under_title(blocks: Sequence[str]) -> list[str]:
    """The one line before the story that is a name and nothing else; none where there are several.

    >>> name_under_title(["潮水与海港", "林海", "潮" * 80])
    ['林海']
    """
    first = next((at for at, text in enumerate(blocks[:_MOST_BLOCKS]) if len(text) >= _EDGE), 0)
    lines = [text for text in blocks[max(1, first - _ABOVE) : first] if 2 <= len(text) <= 3]
    return list(_bare_names(lines[0])) if len(lines) == 1 else []


def editors_in(blocks: Sequence[str]) -> list[str]:
    """The editors named at the end, who answer for a text that names no reporter: `（责任编辑：林海）`."""
    for text in dict.fromkeys(_edges(blocks)):
        for part in [*_BRACKETS.findall(text), text]:
            if (match := _ONLY_EDITORS.match(part)) and (names := list(_names(match["names"]))):
                return names
    return []


def _edges(blocks: Sequence[str]) -> Iterator[str]:
    """The blocks' texts; of long ones the beginning and the end, where bylines stand."""
    room = _MOST_CHARACTERS
    for place, text in enumerate(blocks):
        if place >= _MOST_BLOCKS or room <= 0:
            return
        edges = (text,) if len(text) <= 2 * _EDGE else (text[:_EDGE], text[-_EDGE:])
        for edge in edges:
            room -= len(edge)
            yield edge


def _reporters(text: str) -> list[str]:
    if names := reporters_on_line(text):
        return names
    for match in _BRACKETS.finditer(text):
        inside = match[1]
        roles = list(_ROLE.finditer(inside))
        if roles and (names := list(_names(_ROLE.sub(" ", inside[roles[0].end() :])))):
            return names
    return []


def reporters_on_line(text: str) -> list[str]:
    """The reporters whom a short line names that says nothing else.

    >>> reporters_on_line("本报记者 林海／高雄報導"), reporters_on_line("记者从码头获悉")
    (['林海'], [])
    """
    if len(text) > _LONGEST_LINE or not _HAN.search(text):
        return []
    for pattern in (_LABELLED, _ON_A_LINE):
        names = list(_names(match["names"])) if (match := pattern.match(text)) else []
        if names and (pattern is _LABELLED or names[0][0] in _FAMILY_NAMES):
            return names
    return []


def _names(text: str) -> Iterator[str]:
    """The names in what stands behind a word for a reporter; nothing where that is a sentence."""
    for part in _BETWEEN.split(_WORK.sub("", text.strip())):
        name = part if _HAN_NAME.fullmatch(part) else _WORK.sub("", part)
        if not name or name in _NO_NAMES:
            continue
        if not _HAN_NAME.fullmatch(name) or name[0] in _BEGINS_SENTENCE:
            return
        yield name


def _bare_names(text: str) -> Iterator[str]:
    """Names where nothing but their family names tells them: all of them, or none."""
    parts = [part for part in _BETWEEN.split(_WORK.sub("", text)) if part]
    if parts and all(
        2 <= len(part) <= 3 and part[0] in _FAMILY_NAMES and _HAN_NAME.fullmatch(part) and part not in _NO_NAMES
        for part in parts
    ):
        yield from parts
