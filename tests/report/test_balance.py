"""What the facts say of a carry-over is not printed against the table's own figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from factory import line, row, table

from perfscore import assess
from perfscore.pipeline import write_report
from perfscore.read.prose.paragraphs import read_prose

CARRIED = "年末结转和结余1.72万元"


def text_of(folder: Path, spent: str, carried: str) -> str:
    facts = folder / "facts.yaml"
    facts.write_text(f"结转结余: {carried}\n结转结余说明: 为尚未支付的社会保障缴费。\n", encoding="utf-8")
    assessment = assess(table(row("≥4次", "4次"), budget=line(initial=10, adjusted=10, spent=spent)))
    path = write_report(assessment, folder / "报告.docx", facts=facts)
    return "\n".join(paragraph.text for paragraph in read_prose(path).paragraphs)


@pytest.mark.parametrize(("spent", "printed"), [("8.28", True), ("8", True), ("8.29", False), ("10", False)])
def test_no_more_is_carried_over_than_was_left(spent: str, printed: bool, tmp_path: Path) -> None:
    text = text_of(tmp_path, spent, "1.72")
    assert (CARRIED in text) is printed
    assert ("社会保障缴费" in text) is printed
    assert ("资料所列与表内未执行的资金不一致" in text) is not printed


def test_nothing_carried_over_is_said_as_such(tmp_path: Path) -> None:
    assert "年末没有结转结余" in text_of(tmp_path, "9", "0")


def test_what_is_carried_over_is_not_asked_for_again(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("结转结余: 1.72\n", encoding="utf-8")
    assessment = assess(table(row("≥4次", "4次"), budget=line(initial=10, adjusted=10, spent="8.28")))
    told = write_report(assessment, tmp_path / "报告.docx", facts=facts)
    text = "\n".join(paragraph.text for paragraph in read_prose(told).paragraphs)
    assert f"{CARRIED}。【待补充：未执行资金的构成、原因】" in text
    assert "以及年末结转结余情况" not in text
