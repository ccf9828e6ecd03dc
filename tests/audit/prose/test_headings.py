"""Numbers of headings, with a twin that is in order."""

from __future__ import annotations

import pytest

from perfscore.audit.prose.headings import check_headings
from perfscore.read.prose.headings import read_headings
from perfscore.read.prose.paragraphs import prose_of


def told(*lines: str) -> list[tuple[int | None, str]]:
    document = prose_of("\n".join(lines).encode(), "a.txt")
    return [(each.at.paragraph, each.message) for each in check_headings(read_headings(document))]


def test_an_arabic_number_among_chinese_ones_fires() -> None:
    lines = ("一、部门概况", "二、收支情况", "3、 绩效管理情况", "四、存在的问题")
    ((paragraph, message),) = told(*lines)
    assert paragraph == 3
    assert "应为“三、”" in message
    assert told(*lines[:2], "三、绩效管理情况", lines[3]) == []


def test_a_number_left_out_or_used_twice_fires() -> None:
    ((paragraph, message),) = told("九、采购", "十、资产", "十二、其他")
    assert (paragraph, "没有“十一、”" in message) == (3, True)
    ((paragraph, message),) = told("一、概况", "二、收支", "二、绩效")
    assert (paragraph, "前面已有一个" in message) == (3, True)


@pytest.mark.parametrize(
    "lines",
    [
        ("一、概况", "1.机构", "2.人员", "3.工作", "二、收支"),  # counts within the section
        ("二、收支", "第三部分 名词解释", "一、概况"),  # a new part begins anew
        ("三、绩效", "附件2", "2023年项目绩效自评报告", "一、概况", "二、收支"),
        ("一、概况", "三、是加强管理，压实责任，落实到人。", "二、收支"),  # a sentence, no heading
        ("一、收入210.03万元", "三、支出208.23万元"),  # amounts, no headings
        ("一、概况", "五、附则"),  # too far to be a slip: another list
    ],
)
def test_lists_and_new_parts_are_left_alone(lines: tuple[str, ...]) -> None:
    assert told(*lines) == []
