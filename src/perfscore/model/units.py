"""Units of measure: one spelling for each, and what can be converted into what.

The rule throughout: a conversion is arithmetic or a plain synonym, never a guess. 人 and 人次 are not the same count,
nor are 批次 and 次; what cannot be reconciled gives None, and a finding asks the unit to say what it means.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple


class Unit(NamedTuple):
    """What a unit measures, and how many of the dimension's base unit it is."""

    dimension: str
    factor: Fraction


# As printed -> the standard spelling. The text has gone through NFKC: ㎡ is m2 by then.
_SPELLINGS = {
    "百分比": "%",
    "百分数": "%",
    "百分率": "%",
    "百分之": "%",
    "％": "%",
    "千分比": "‰",
    "千分之": "‰",
    "个百分点": "百分点",
    "m2": "平方米",
    "M2": "平方米",
    "m^2": "平方米",
    "米2": "平方米",
    "平米": "平方米",
    "平方": "平方米",
    "km2": "平方公里",
    "平方千米": "平方公里",
    "hm2": "公顷",
    "ha": "公顷",
    "m3": "立方米",
    "M3": "立方米",
    "m^3": "立方米",
    "米3": "立方米",
    "立方": "立方米",
    "方": "立方米",
    "m": "米",
    "M": "米",
    "延米": "米",
    "延长米": "米",
    "km": "公里",
    "KM": "公里",
    "Km": "公里",
    "千米": "公里",
    "cm": "厘米",
    "mm": "毫米",
    "kg": "公斤",
    "KG": "公斤",
    "Kg": "公斤",
    "千克": "公斤",
    "市斤": "斤",
    "t": "吨",
    "T": "吨",
    "g": "克",
    "mg": "毫克",
    "μg": "微克",
    "ug": "微克",
    "L": "升",
    "ml": "毫升",
    "mL": "毫升",
    "h": "小时",
    "个小时": "小时",
    "min": "分钟",
    "日": "天",
    "日历天": "天",
    "日历日": "天",
    "自然日": "天",
    "个工作日": "工作日",
    "工作天": "工作日",
    "个自然日": "天",
    "个日历天": "天",
    "个日历日": "天",
    "星期": "周",
    "个星期": "周",
    "个周": "周",
    "个年度": "年",
    "个月": "月",
    "个季度": "季度",
    "季": "季度",
    "年度": "年",
    "个学时": "学时",
    "个课时": "课时",
    "kW": "千瓦",
    "KW": "千瓦",
    "kw": "千瓦",
    "MW": "兆瓦",
    "kWh": "千瓦时",
    "KWh": "千瓦时",
    "kwh": "千瓦时",
    "KWH": "千瓦时",
    "圆": "元",
    "块": "元",
    "块钱": "元",
    "元钱": "元",
    "元人民币": "元",
    "人民币元": "元",
    "万圆": "万元",
    "亿圆": "亿元",
    "RMB万元": "万元",
    "万元人民币": "万元",
    "人/次": "人次",
    "人·次": "人次",
    "人*次": "人次",
    "个人": "人",
    "万人·次": "万人次",
    "万人/次": "万人次",
    "场/次": "场次",
    "次数": "次",
    "人数": "人",
    "户数": "户",
    "天数": "天",
    "个数": "个",
    "件数": "件",
    "份数": "份",
}

_MEASURES: dict[str, dict[str, int | Fraction]] = {
    "money": {
        "角": Fraction(1, 10),
        "元": 1,
        "百元": 100,
        "千元": 10**3,
        "万元": 10**4,
        "百万元": 10**6,
        "千万元": 10**7,
        "亿元": 10**8,
    },
    "share": {"成": Fraction(1, 10), "%": Fraction(1, 100), "‰": Fraction(1, 1000), "‱": Fraction(1, 10**4)},
    "length": {"米": 1, "公里": 1000, "厘米": Fraction(1, 100), "毫米": Fraction(1, 1000), "里": 500},
    "area": {"平方米": 1, "公顷": 10**4, "平方公里": 10**6, "亩": Fraction(2000, 3)},
    "volume": {"立方米": 1, "升": Fraction(1, 1000), "毫升": Fraction(1, 10**6)},
    "mass": {
        "公斤": 1,
        "斤": Fraction(1, 2),
        "克": Fraction(1, 1000),
        "毫克": Fraction(1, 10**6),
        "微克": Fraction(1, 10**9),
        "吨": 1000,
    },
    "energy": {"千瓦时": 1, "度": 1},
    "power": {"瓦": Fraction(1, 1000), "千瓦": 1, "兆瓦": 1000},
    "clock": {"秒": Fraction(1, 60), "分钟": 1, "小时": 60, "天": 24 * 60, "周": 7 * 24 * 60},
    # A month has no fixed number of days, so days and months do not convert; nor do 工作日 and 天.
    "calendar": {"月": 1, "季度": 3, "半年": 6, "年": 12},
}
_KNOWN = {
    spelling: Unit(dimension, Fraction(factor))
    for dimension, units in _MEASURES.items()
    for spelling, factor in units.items()
}

# Counting words: each measures only itself. They tell a number from a word (`一次` but not `一般`).
_COUNTS = frozenset(
    "次 人 人次 个 项 件 份 期 场 场次 家 户 户次 名 位 篇 条 台 台次 套 台套 辆 辆次 批 批次 座 处 所 只 头 本 册 张 幅 块 株 棵 "
    "倍 级 分 类 种 样 支 部 架 艘 栋 幢 间 层 村 镇 乡 县 组 队 班 班次 对 口 道 门 轮 起 宗 笔 例 例次 袋 瓶 箱 盒 届 回 届次 "
    "工作日 学时 课时 课 集 床 张床位 床位 盏 根 片 尾 羽 匹 套次 车次 站 点 点位 个点 社 园 校 岗 岗位 版 稿 粒 杯 百分点 "
    "顿 餐 餐次 趟 车 桶 罐 包 捆 卷 顶 面 把 副 双 件次 份次 组次 人年 人月 人天 工日 标段 地块 图斑 宗地 线 环 "
    "枚 颗 丛 亩次 万亩次 字 页 则 首 部门 单位 学校 社区 乡镇 行政村 自然村 机构 企业 岁 代 学年 学期 "
    "美元 欧元 港元 千伏 伏 安 兆 吨公里 吨标准煤 分贝 ℃ °C 摄氏度 dB kV Mbps GB TB MB μg/m3 mg/L".split()
)
_COUNTED = (_COUNTS | frozenset(_KNOWN) | frozenset(_SPELLINGS)) - {"百分之", "千分之"}
LONGEST_UNIT = max(map(len, _COUNTED)) + 2
"""No known simple unit, with 百万 before it, is longer than this."""

MULTIPLIERS = {
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "亿": 10**8,
}
"""What may stand between a number and its unit: `2万人次`, `3千元`. Longer ones first."""

_SEPARATORS = re.compile(r"[/·*]")
_OUTER = "()[]{}:;,."


def spell(unit: str) -> str:
    """The standard spelling of a tidied unit: `百分比` -> `%`, `km` -> `公里`, `元/平米` -> `元/平方米`.

    Unknown units stay as they are.
    """
    unit = unit.strip(_OUTER)
    known = _SPELLINGS.get(unit)
    if known is not None:
        return known
    head, slash, tail = unit.partition("/")
    if not slash:
        head, slash, tail = unit.partition("每")
    if not (head and tail):
        return unit
    return f"{_SPELLINGS.get(head, head)}/{_SPELLINGS.get(tail, tail)}"


def is_known(unit: str) -> bool:
    """Whether the text is a unit or counting word, possibly with 万 or 亿 before it or a `/` within."""
    if unit in _COUNTED:
        return True
    if len(unit) > 3 * LONGEST_UNIT:
        return False
    head, slash, tail = unit.partition("/")
    if slash:
        return (
            is_known(head) and bool(tail) and (tail in _COUNTED or not any(c in "0123456789" for c in tail))
        )
    return any(unit.startswith(word) and unit[len(word) :] in _COUNTED for word in MULTIPLIERS)


@lru_cache(maxsize=1024)
def measure(unit: str) -> Unit:
    """What a spelt unit measures; a counting word measures itself. "" measures "" (a bare number).

    In a unit such as `元/人·月` the order of what stands below the line does not matter.
    """
    if unit in _KNOWN:
        return _KNOWN[unit]
    head, slash, tail = unit.partition("/")
    if slash and head:
        top = measure(_SPELLINGS.get(head, head))
        below = [measure(_SPELLINGS.get(part, part)) for part in _SEPARATORS.split(tail) if part]
        factor = top.factor
        for part in below:
            factor /= part.factor
        return Unit("/".join([top.dimension, *sorted(part.dimension for part in below)]), factor)
    for word, times in MULTIPLIERS.items():
        rest = unit[len(word) :]
        if rest and unit.startswith(word) and (word in ("万", "亿") or rest in _COUNTED):
            base = measure(_SPELLINGS.get(rest, rest))
            return Unit(base.dimension, base.factor * times)
    return Unit(unit, Fraction(1))


# Words for one and the same count. Two words of one line may stand for each other, nothing else may:
# a 批次 in sampling is a lot and not an occasion, a 户 has several 人, 人次 counts a person each time.
_SYNONYMS = tuple(
    frozenset(line.split())
    for line in (
        "人 名 位",
        "场 场次",
        "批 批次",
        "家 户",
        "项 件",
        "起 件 例 宗",
        "次 回 趟",
        "册 本",
        "幢 栋",
    )
)
# 个 is the general word for things that have a counting word of their own (3个 = 3座), 次 the one for events
# (4次 = 4场). Two special words are not exchanged: 3座 and 3台 count different things.
_SPECIAL_FOR = {
    "个": frozenset(
        "座 处 所 项 件 条 只 台 套 栋 幢 间 口 盏 块 根 辆 棵 株 扇 道 家 份 种 类 点 点位 站".split()
    ),
    "次": frozenset("场 场次 期 轮 届 起 回 趟".split()),
    "台套": frozenset({"台", "套"}),
}


def convert(number: Fraction, unit: str, into: str) -> Fraction | None:
    """A number restated in another unit; None when the two do not measure the same thing.

    A side without a unit takes the other's: the form often prints it once. The table covers one year, so
    `2次/年` is `2次` and `780元/生/年` is `780元/生`.
    """
    if unit == into or not unit or not into:
        return number
    given, wanted = measure(unit), measure(into)
    if not _same_count(given.dimension, wanted.dimension):
        given, wanted = measure(unit.removesuffix("/年")), measure(into.removesuffix("/年"))
        if not _same_count(given.dimension, wanted.dimension):
            return None
    return number * given.factor / wanted.factor


def _same_count(one: str, other: str) -> bool:
    return (
        one == other
        or other in _SPECIAL_FOR.get(one, ())
        or one in _SPECIAL_FOR.get(other, ())
        or any(one in words and other in words for words in _SYNONYMS)
    )


def may_lack_percent(number: Fraction, unit: str, target: Fraction, target_unit: str) -> bool:
    """Whether a bare number may be a share of one reported against a percentage: 0.95 where 95% was promised.

    It is not restated, for 0.95 may also be 0.95%. Whoever scores should ask (a finding) instead of comparing.
    """
    return not unit and target_unit == "%" and target > Fraction(3, 2) and 0 < number <= 1
