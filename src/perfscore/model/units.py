"""Units of measure: one spelling for each, and what can be converted into what."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Unit(NamedTuple):
    """What a unit measures, and how many of the dimension's base unit it is."""

    dimension: str
    factor: Fraction


_SPELLINGS = {
    "百分比": "%",
    "百分数": "%",
    "百分率": "%",
    "个百分点": "百分点",
    "㎡": "平方米",
    "m2": "平方米",
    "m²": "平方米",
    "平米": "平方米",
    "平方": "平方米",
    "m3": "立方米",
    "m³": "立方米",
    "立方": "立方米",
    "方": "立方米",
    "m": "米",
    "M": "米",
    "km": "公里",
    "KM": "公里",
    "Km": "公里",
    "千米": "公里",
    "kg": "公斤",
    "KG": "公斤",
    "千克": "公斤",
    "t": "吨",
    "g": "克",
    "h": "小时",
    "个小时": "小时",
    "日": "天",
    "日历天": "天",
    "个工作日": "工作日",
    "个月": "月",
    "圆": "元",
    "块": "元",
    "万圆": "万元",
    "RMB万元": "万元",
}

_MEASURES: dict[str, dict[str, int | Fraction]] = {
    "money": {
        "元": 1,
        "百元": 100,
        "千元": 10**3,
        "万元": 10**4,
        "百万元": 10**6,
        "千万元": 10**7,
        "亿元": 10**8,
    },
    "share": {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "‱": Fraction(1, 10**4)},
    "length": {"米": 1, "公里": 1000, "厘米": Fraction(1, 100), "毫米": Fraction(1, 1000), "里": 500},
    "area": {"平方米": 1, "公顷": 10**4, "平方公里": 10**6, "亩": Fraction(2000, 3)},
    "volume": {"立方米": 1, "升": Fraction(1, 1000), "毫升": Fraction(1, 10**6)},
    "mass": {"公斤": 1, "斤": Fraction(1, 2), "克": Fraction(1, 1000), "吨": 1000},
    "clock": {"分钟": 1, "小时": 60, "天": 24 * 60, "周": 7 * 24 * 60},
}
_KNOWN = {
    spelling: Unit(dimension, Fraction(factor))
    for dimension, units in _MEASURES.items()
    for spelling, factor in units.items()
}

# Counting words: each measures only itself. They tell a number from a word (`一次` but not `一般`).
_COUNTS = frozenset(
    "次 人 人次 个 项 件 份 期 场 场次 家 户 名 位 篇 条 台 套 辆 批 批次 座 处 所 只 头 本 册 张 幅 块 株 棵 年 月 "
    "季度 天 日 周 倍 级 分 类 种 样 支 部 架 艘 栋 幢 间 层 村 镇 乡 县 组 队 班 对 口 道 门 轮 起 宗 笔 例 袋 瓶 箱 盒 "
    "吨 亩 米 公里 元 万元 亿元 万人次 万人 万亩 千瓦 千瓦时 度 公斤 平方米 立方米 小时 分钟 工作日 学时 课时 课 集 "
    "人·次 床 张床位 盏 根 片 尾 羽 匹 套次 车次 人/次 站 点 点位 个点 社 园 校 岗 岗位 版 稿 粒 杯 百分点 %".split()
)
_COUNTED = _COUNTS | frozenset(_KNOWN) | frozenset(_SPELLINGS)


def spell(unit: str) -> str:
    """The standard spelling of a tidied unit: `百分比` -> `%`, `km` -> `公里`; unknown units stay."""
    unit = unit.strip("()[]{}:;,.")
    return _SPELLINGS.get(unit, unit)


def is_known(unit: str) -> bool:
    """Whether the text is a unit or counting word, possibly with 万 or 亿 before it or a `/` within."""
    if unit in _COUNTED or (unit[:1] in "万亿千" and unit[1:] in _COUNTED):
        return True
    head, slash, tail = unit.partition("/")
    return bool(slash) and head in _COUNTED and bool(tail) and not any(c.isdigit() for c in tail)


def measure(unit: str) -> Unit:
    """What a spelt unit measures; a counting word measures itself. "" measures "" (a bare number)."""
    if unit in _KNOWN:
        return _KNOWN[unit]
    head, slash, tail = unit.partition("/")
    if slash and head:
        top = measure(head)
        return Unit(f"{top.dimension}/{tail}", top.factor)
    for prefix, factor in (("万", 10**4), ("亿", 10**8)):
        if unit.startswith(prefix) and len(unit) > 1:
            rest = measure(unit[1:])
            return Unit(rest.dimension, rest.factor * factor)
    return Unit(unit, Fraction(1))


# Counting words that people use for one another; a count is the same number under either.
_SAME_COUNT = (
    frozenset({"次", "场", "场次", "期", "批", "批次", "轮", "届"}),
    frozenset({"人", "名", "位", "人次", "个人"}),
    frozenset(
        {"个", "项", "件", "处", "家", "户", "所", "座", "条", "种", "类", "宗", "起", "例", "份", "篇"}
    ),
)


def convert(number: Fraction, unit: str, into: str) -> Fraction | None:
    """A number restated in another unit; None when the two do not measure the same thing.

    A side without a unit takes the other's: the form often prints it once.
    """
    if unit == into or not unit or not into:
        return number
    given, wanted = measure(unit), measure(into)
    if given.dimension == wanted.dimension:
        return number * given.factor / wanted.factor
    for words in _SAME_COUNT:
        if given.dimension in words and wanted.dimension in words:
            return number * given.factor / wanted.factor
    return None
