"""What converts into what, and above all what does not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfscore.model.units import convert, is_known, may_lack_percent, measure, spell


@pytest.mark.parametrize(
    ("number", "unit", "into", "wanted"),
    [
        ("50", "万元", "元", "500000"), ("499000", "元", "万元", "49.9"), ("1", "亿元", "万元", "10000"),
        ("3", "千元", "元", "3000"), ("5", "‰", "%", "0.5"), ("9", "成", "%", "90"), ("2", "公里", "米", "2000"),
        ("3", "亩", "公顷", "0.2"), ("15", "亩", "平方米", "10000"), ("1", "万亩", "亩", "10000"), ("2", "万人次", "人次", "20000"),
        ("0.5", "万人", "人", "5000"), ("2", "吨", "公斤", "2000"), ("3", "天", "小时", "72"), ("1", "年", "月", "12"),
        ("2", "季度", "月", "6"), ("3", "人", "名", "3"), ("4", "次", "场", "4"), ("4", "次", "期", "4"), ("3", "座", "个", "3"),
        ("3", "个", "处", "3"), ("3", "项", "件", "3"), ("0", "起", "件", "0"), ("5", "场次", "场", "5"),
        ("780", "元/生/年", "元/生", "780"), ("2", "次/年", "次", "2"), ("65", "元/生/月", "元/生/年", "780"),
        ("20", "元/人·月", "元/月/人", "20"), ("15", "元/亩", "元/公顷", "225"), ("0.1", "万元/人", "元/人", "1000"),
        ("95", "", "%", "95"), ("95", "%", "", "95"),
    ],
)  # fmt: skip
def test_converts(number: str, unit: str, into: str, wanted: str) -> None:
    assert convert(Fraction(number), unit, into) == Fraction(wanted)


@pytest.mark.parametrize(
    ("unit", "into"),
    [("人", "人次"), ("人次", "次"), ("户", "人"), ("批次", "次"), ("批", "件"), ("座", "台"), ("期", "场"), ("组", "个"), ("村", "个"),
     ("天", "工作日"), ("天", "月"), ("学时", "小时"), ("%", "百分点"), ("%", "分"), ("元", "次"), ("亩", "米"), ("元/人", "元"),
     ("次/月", "次"), ("元/人", "元/人次"), ("倍", "%"), ("斤", "份"), ("台次", "台")],
)  # fmt: skip
def test_does_not_convert(unit: str, into: str) -> None:
    assert convert(Fraction(5), unit, into) is None
    assert convert(Fraction(5), into, unit) is None


@pytest.mark.parametrize(
    ("printed", "standard"),
    [("百分比", "%"), ("百分数", "%"), ("个百分点", "百分点"), ("平米", "平方米"), ("km", "公里"), ("日历天", "天"), ("(个)", "个"),
     ("人/次", "人次"), ("人·次", "人次"), ("元/平米", "元/平方米"), ("元每人", "元/人"), ("稿件", "稿件"), ("", "")],
)  # fmt: skip
def test_spelling(printed: str, standard: str) -> None:
    assert spell(printed) == standard


def test_known_units_tell_numbers_from_words() -> None:
    assert all(is_known(unit) for unit in ("次", "万人次", "元/人", "百万元", "个百分点"))
    assert not any(is_known(unit) for unit in ("", "般", "公经费", "百", "x" * 1000, "元/1人"))


def test_a_bare_share_against_a_percentage_is_suspicious() -> None:
    assert may_lack_percent(Fraction("0.95"), "", Fraction(90), "%")
    assert not may_lack_percent(Fraction("0.95"), "%", Fraction(90), "%")
    assert not may_lack_percent(Fraction("0.95"), "", Fraction(1), "%")
    assert not may_lack_percent(Fraction(95), "", Fraction(90), "%")


def test_any_text_measures_something() -> None:
    for unit in ("", "/", "//", "万", "元/", "/人", "元//人", "a/" * 10_000):
        assert measure(unit).factor > 0
