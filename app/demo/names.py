"""Made-up names of persons, places and units, drawn from a seeded generator."""

from dataclasses import dataclass
from functools import cache
from random import Random

from app.core.pinyin import PinyinName, name_pinyin

__all__ = ["MadeName", "Names"]

_SURNAMES = (
    "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 "
    "苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 "
    "顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文 单 仇 解 区 查 盖 朴 欧阳 上官 尉迟 司马"
).split()
_MALE = "建国 志强 伟民 德胜 永康 家福 承志 新宇 文博 树林 长河 振东 启明 正阳 大勇 国栋 少华 守义 柏松 云峰 思远 一鸣 浩然 子墨 景行 泽 磊 毅 涛 冰 帆 锐 恒 岩 松 川".split()
_FEMALE = "秀兰 玉珍 春梅 桂芳 丽华 淑英 晓燕 雪莲 海霞 思雨 佳慧 雅琴 梦洁 若兰 静怡 青禾 月娥 金凤 红梅 小满 彩云 欣然 语桐 可心 敏 婷 颖 倩 娜 璐 蕾 薇 琳 霞 萍 岚".split()
_RARE = "䶮 㛃 𠅤 𬱖 喆 犇 垚 昉 翀 彧".split()
"""Given names with rare characters, beyond the basic plane too: they must survive everywhere."""

_TOWNS = "青禾 柳湾 石桥 白沙 东岭 梅溪 云台 望江 清河 桃源 南坪 双塔 金沙 龙泉 凤鸣 长亭 松岭 苇塘 荷塘 鹤山 古渡 兴隆 永宁 太和".split()
_VILLAGES = "杏林 竹溪 桃园 上坪 下坪 河东 河西 新街 老街 官塘 李湾 王洼 大塘 小岗 柳林 枣园 松柏 石门 红岩 白云 沙洲 大桥 井边 高岭 前进 和平 胜利 团结 光明 新建".split()
_OFFICES = "农业 水利 教育 卫生 财政 交通 档案 文化 商业 建设 林业 民政".split()
_FIRM_NAMES = "恒达 兴盛 瑞丰 宏远 金桥 同心 华康 益民 昌和 东升 泰和 新源 广汇 润泽 天成 百川".split()
_FIRM_KINDS = "机械厂 纺织厂 食品厂 建材公司 物流公司 商贸公司 粮油公司 供水公司 供电所 卫生院 小学 中学 养老服务中心 志愿者协会".split()


@dataclass(frozen=True, slots=True)
class MadeName:
    """A name with its pinyin."""

    name: str
    pinyin: PinyinName


@cache
def _surname(text: str) -> PinyinName:
    return name_pinyin(text)


@cache
def _given(text: str) -> PinyinName:
    # Read behind a neutral surname, so that the given name is not taken for one.
    whole = name_pinyin("王" + text)
    return PinyinName(whole.sorting.partition(" ")[2], whole.full.removeprefix("wang"), whole.initials[1:])


class Names:
    """Draws names. The same seed gives the same names."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def person(self, *, woman: bool) -> MadeName:
        """Return a person's name; about one in two hundred has a rare character."""
        pick = self._random
        surname = pick.choice(_SURNAMES)
        given = pick.choice(_FEMALE if woman else _MALE)
        if pick.random() < 0.005:
            given = pick.choice(_RARE)
        elif len(given) == 1 and pick.random() < 0.6:
            given += pick.choice(_FEMALE if woman else _MALE)[0]
        first, rest = _surname(surname), _given(given)
        sorting = f"{first.sorting} {rest.sorting}".strip()
        return MadeName(surname + given, PinyinName(sorting, first.full + rest.full, first.initials + rest.initials))

    def town(self, number: int) -> str:
        """Return the name of the *number*-th town."""
        again, index = divmod(number, len(_TOWNS))
        return _TOWNS[index] + _numbered(again)

    def village(self, number: int) -> str:
        """Return the name of the *number*-th village of a town."""
        again, index = divmod(number, len(_VILLAGES))
        return _VILLAGES[index] + _numbered(again)

    def office(self, number: int) -> str:
        """Return the name of the *number*-th office of the county."""
        again, index = divmod(number, len(_OFFICES))
        return f"县{_OFFICES[index]}" + _numbered(again)

    def unit(self, number: int) -> str:
        """Return the name of the *number*-th unit: a firm, a school, an association."""
        rest, kind = divmod(number, len(_FIRM_KINDS))
        again, name = divmod(rest + kind, len(_FIRM_NAMES))
        return _FIRM_NAMES[name] + _FIRM_KINDS[kind] + _numbered(again // len(_FIRM_KINDS))


def _numbered(again: int) -> str:
    return "" if again == 0 else f"{again + 1}"
