"""Which old charset a page is in that declares none: told by its bytes, for scripts that windows-1252 makes rubbish."""

from __future__ import annotations

import re

_WINDOW = 40_000
"""Bytes that are looked at, from the first two beyond ASCII on …"""
_SAMPLE = 8000
"""… and those of them that each codec reads: 4,000 signs of two bytes."""
_PIECE = 8192
_FEWEST = 60
"""Bytes beyond ASCII below which nothing is guessed."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_HIGH_RUNS = re.compile(rb"[\x80-\xff]{2,}")
_LONG_ASCII = re.compile(rb"(?<=[\x00-\x7f])[\x00-\x7f]{4,}")
"""Markup and scripts, which tell nothing; but the first byte of theirs, which may end a sign of Shift JIS or Big5."""
_ASCII = bytes(range(128))

_TELLING: dict[str, tuple[str, float]] = {
    "gb18030": ("的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年", 0.06),
    "big5": ("的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年", 0.06),
    "shift_jis": ("のにはをたがでてとしれさるいもなかられ", 0.15),
    "euc_jp": ("のにはをたがでてとしれさるいもなかられ", 0.15),
    "euc_kr": ("이다는을의에가고하은를로서한지도기사", 0.12),
    "cp1251": ("оеаинтсрвлкм", 0.5),
    "koi8_r": ("оеаинтсрвлкм", 0.5),
}
"""Codec → its language's most frequent signs, and the least share of them among the signs beyond ASCII."""


def guess_charset(data: bytes) -> str | None:
    """The codec whose language's commonest signs `data` is full of; None where none is, as in Western pages.

    >>> guess_charset("我们的船在海上，他们说这是中国的一年一度的大会。".encode("gb18030") * 3)
    'gb18030'
    >>> guess_charset("Où êtes-vous né ? À l'été, déjà.".encode("cp1252") * 10) is None
    True
    """
    first = _first_pair(data)
    if first is None:
        return None
    sample = data[first : first + _WINDOW]
    paired = sum(map(len, _HIGH_RUNS.findall(sample)))
    if paired < _FEWEST or paired * 2 < len(sample.translate(None, _ASCII)):
        return None  # Western letters stand alone among ASCII ones
    sample = _LONG_ASCII.sub(b"    ", sample)[:_SAMPLE]
    best, most = None, 1.0
    for codec, (signs, least) in _TELLING.items():
        share = _share_of(sample, codec, signs)
        if share / least > most:
            best, most = codec, share / least
    return best


def _first_pair(data: bytes) -> int | None:
    """Where the first two bytes beyond ASCII stand side by side; pieces of ASCII alone are passed at once."""
    for at in range(0, len(data), _PIECE):
        piece = data[at : at + _PIECE + 1]
        if not piece.isascii() and (found := _HIGH_RUNS.search(piece)) is not None:
            return at + found.start()
    return None


def _share_of(data: bytes, codec: str, signs: str) -> float:
    """The share of `signs` among the signs beyond ASCII that `codec` reads in `data`; 0 where it reads much rubbish."""
    text = data.decode(codec, "replace")
    beyond = "".join(_BEYOND_ASCII.findall(text))
    if not beyond or beyond.count("\ufffd") * 50 > len(beyond):
        return 0.0
    return sum(map(beyond.count, set(signs))) / len(beyond)
