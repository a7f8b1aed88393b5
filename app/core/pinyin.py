"""Pinyin of names for sorting and searching, made in Python because the embedded server has no ICU collation.

The library reads most names well and some surnames wrongly: as a surname 单 is shan, not dan. A table corrects the
surname, single and compound; the given name is read as the library reads it. Letters of other scripts stay as they are.
"""

import re
import unicodedata
from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

__all__ = ["PinyinName", "name_pinyin"]

_BREAKS = re.compile(r"[\s·'.\-’]+")
_HAN_BEGIN = 0x2E80

_SINGLE_ROWS = (
    "单:shan 曾:zeng 仇:qiu 解:xie 区:ou 查:zha 盖:ge 朴:piao 覃:qin 洗:xian 缪:miao 乐:yue 召:shao 折:she 秘:bi 种:chong"
    " 员:yun 贠:yun 祭:zhai 翟:zhai 句:gou 阚:kan 卜:bu 能:nai 佴:nai 都:du 乜:nie 繁:po 薄:bo 粘:nian"
)
_SURNAMES: dict[str, str] = dict(row.split(":") for row in _SINGLE_ROWS.split())
"""Single surnames that the library reads otherwise. Where a surname has two living readings (隗, 郇, 牟) it is left."""

_COMPOUND_ROWS = (
    "尉迟:yu-chi 万俟:mo-qi 单于:chan-yu 长孙:zhang-sun 令狐:ling-hu 澹台:tan-tai 鲜于:xian-yu 皇甫:huang-fu"
    " 宇文:yu-wen 欧阳:ou-yang 上官:shang-guan 司马:si-ma 诸葛:zhu-ge 夏侯:xia-hou 东方:dong-fang 公孙:gong-sun"
    " 慕容:mu-rong 司徒:si-tu 端木:duan-mu 呼延:hu-yan 轩辕:xuan-yuan 南宫:nan-gong 独孤:du-gu 赫连:he-lian"
    " 公冶:gong-ye 申屠:shen-tu 仲孙:zhong-sun 钟离:zhong-li 宗政:zong-zheng 濮阳:pu-yang 淳于:chun-yu 太叔:tai-shu"
    " 闾丘:lü-qiu 司空:si-kong 亓官:qi-guan 司寇:si-kou 子车:zi-ju 颛孙:zhuan-sun 拓跋:tuo-ba 百里:bai-li 东郭:dong-guo"
    " 西门:xi-men 第五:di-wu 谷梁:gu-liang 梁丘:liang-qiu 左丘:zuo-qiu 乐正:yue-zheng 漆雕:qi-diao 壤驷:rang-si"
    " 公良:gong-liang 夹谷:jia-gu 微生:wei-sheng 羊舌:yang-she 段干:duan-gan 闻人:wen-ren 纳兰:na-lan"
)
_COMPOUND: dict[str, tuple[str, ...]] = {
    name: tuple(reading.split("-")) for name, reading in (row.split(":") for row in _COMPOUND_ROWS.split())
}


@dataclass(frozen=True, slots=True)
class PinyinName:
    """Syllables joined by blanks for sorting, joined without for searching, and their initials. ASCII."""

    sorting: str
    full: str
    initials: str


def name_pinyin(name: str) -> PinyinName:
    """Return the pinyin of a cleaned name. ü is written v, as it is typed."""
    syllables = [_ascii(syllable) for syllable in _syllables(name)]
    syllables = [syllable for syllable in syllables if syllable]
    return PinyinName(" ".join(syllables), "".join(syllables), "".join(s[0] for s in syllables))


def _syllables(name: str) -> list[str]:
    compound = _COMPOUND.get(name[:2]) if len(name) > 2 else None
    if compound is not None:
        return [*compound, *_read(name[2:])]
    first = _SURNAMES.get(name[:1])
    if first is not None and "·" not in name:
        return [first, *_read(name[1:])]
    return _read(name)


def _read(text: str) -> list[str]:
    """Read *text*; words in letters stay whole, a character that the library does not know comes back as itself."""
    return lazy_pinyin(text, style=Style.NORMAL, errors=_unread) if text else []  # type: ignore[arg-type]


def _unread(text: str) -> list[str]:
    parts: list[str] = []
    for word in _BREAKS.split(text):
        parts += [word] if word.isascii() or all(ord(c) < _HAN_BEGIN for c in word) else list(word)
    return [part for part in parts if part]


def _ascii(syllable: str) -> str:
    """Keep ASCII letters and digits; an unread ideograph is kept by its code point and sorts after all letters."""
    lowered = syllable.lower().replace("ü", "v")
    if len(lowered) == 1 and ord(lowered) >= _HAN_BEGIN:
        return f"zz{ord(lowered):06x}"
    bare = unicodedata.normalize("NFD", lowered)
    return "".join(c for c in bare if c.isascii() and c.isalnum())
