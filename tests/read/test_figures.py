"""Figures by name out of files of their own."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from perfscore.read.figures import figures_in_file

NAMES = ("6月执行进度", "决算数")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_two_columns_of_a_csv_file_are_names_and_numbers(tmp_path: Path, sign: str, encoding: str) -> None:
    """The narrowest file there is: no table by its width, but the caller says that it holds figures."""
    file = tmp_path / "数据.csv"
    lines = [("名称", "数值"), ("6月执行进度", "35%"), ("决算数（万元）", "1200.5"), ("别的", "7")]
    file.write_text("\n".join(sign.join(pair) for pair in lines), encoding=encoding)
    found = figures_in_file(file, iter(NAMES))
    assert {name: (each.number, each.unit) for name, each in found.items()} == {
        "6月执行进度": (Fraction(35), "%"),
        "决算数": (Fraction("1200.5"), "万元"),
    }
