"""Outlines: ours with their evidence, a bureau's own, and what becomes of one that is wrong or means harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfscore.model.assessment import Assessment
from perfscore.model.given import FIELDS
from perfscore.pipeline import report_gaps, report_outlines, write_report
from perfscore.report.blocks import Heading, Items, Paragraph, parse
from perfscore.report.context import reports
from perfscore.report.outlines import OutlineError, find_outlines, outlines
from perfscore.report.prose import markdown
from perfscore.report.wanted import Wanted

IDS = ["SC-R1", "SC-R2", "SC-R3", "SC-R4", "SC-R5", "MOF-13"]


def own(folder: Path, body: str) -> Path:
    path = folder / "本局.md.j2"
    path.write_text(f"# 报告\n\n{body}\n", encoding="utf-8")
    return path


def told(assessment: Assessment, outline: Path) -> str:
    [report] = reports([assessment], wanted=Wanted(find_outlines(outline)))
    return markdown(report)


def test_the_outlines_there_are() -> None:
    assert [outline.id for outline in report_outlines()] == IDS
    for outline in outlines():
        assert outline.title and outline.readers and outline.form in ("部门整体", "项目支出")


def test_only_what_was_read_is_cited() -> None:
    basis = {outline.id: outline.basis for outline in outlines()}
    assert basis["SC-R1"] == "公开的2023年度部门决算附件（见于已公开的自评材料）"
    assert basis["SC-R3"] == "http://fgw.dazhou.gov.cn/xxgk-show-17265.html，一级标题（已查看原件）"
    assert basis["MOF-13"] == "来源未核实"


def test_every_fact_has_a_place_in_some_outline() -> None:
    """What an officer may tell is told somewhere; and no outline asks for what cannot be told."""
    folder = Path(__file__).parents[2] / "src" / "perfscore" / "report" / "templates"
    text = "".join(path.read_text("utf-8") for path in folder.rglob("*.j2"))
    named = set(re.findall(r'given\["([^"]+)"\]|given, "([^"]+)"', text))
    asked = {one or other for one, other in named}
    beside = {"上年收入", "上年支出", "到位资金"}  # told through 收入, 支出 and the funds that arrived
    assert asked == set(FIELDS) - beside


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (
            "SC-R9",
            "没有编号为“SC-R9”的提纲，可用的有：SC-R1、SC-R2、SC-R3、SC-R4、SC-R5、MOF-13。是否想写 SC-R",
        ),
        ("./nowhere.md.j2", "找不到提纲文件“nowhere.md.j2”。"),
    ],
)
def test_an_outline_that_is_not_there(wanted: str, said: str) -> None:
    with pytest.raises(OutlineError, match=f"^{re.escape(said)}"):
        find_outlines(wanted)


def test_an_outline_for_other_tables_is_refused(project: Assessment, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^提纲 SC-R1 用于部门整体自评报告，所给文件里没有部门整体自评表。"):
        write_report(project, tmp_path / "a.docx", outline="sc-r1")
    assert not (tmp_path / "a.docx").exists()


def test_an_outline_for_projects_leaves_the_department_out(
    department: Assessment, project: Assessment
) -> None:
    [report] = reports([department, project], wanted=Wanted(find_outlines("SC-R5")))
    assert report.main.project == "目标管理经费"
    assert report.projects == ()


def test_by_an_outline_for_departments_each_takes_its_projects(
    department: Assessment, project: Assessment
) -> None:
    made = reports([department, project, department], wanted=Wanted(find_outlines("SC-R3")))
    assert [report.project_count for report in made] == [1, 0]


def test_an_own_outline_with_our_sentences_and_own_facts(department: Assessment, tmp_path: Path) -> None:
    path = tmp_path / "本局.md.j2"
    path.write_text(
        '{#\n名称：本局自评报告\n表样：部门整体\n#}\n{% import "parts.md.j2" as parts %}\n'
        "# 报告\n\n{{ main.unit }}得{{ main.total }}分。\n\n"
        '{{ parts.fact(given, "党建情况") }}\n\n```block form\n```\n',
        encoding="utf-8",
    )
    facts = tmp_path / "facts.yaml"
    text = told(department, path)
    assert "广元市昭化区目标绩效事务中心得98\\.53分。" in text
    assert "【待补充：党建情况】" in text
    facts.write_text("其他:\n  党建情况: 支部规范化建设达标\n", encoding="utf-8")
    assert report_gaps([department], path, facts) == []
    [outline] = find_outlines(path)
    assert (outline.title, outline.form, outline.basis) == ("本局自评报告", "部门整体", "本单位自定")


def test_a_folder_of_outlines_one_for_each_form(
    department: Assessment, project: Assessment, tmp_path: Path
) -> None:
    (tmp_path / "乙.md.j2").write_text("{# 表样：项目支出 #}\n# 项目\n", encoding="utf-8")
    (tmp_path / "甲.md.j2").write_text("{# 表样：部门整体 #}\n# 部门\n", encoding="utf-8")
    wanted = Wanted(find_outlines(tmp_path))
    assert markdown(reports([department], wanted=wanted)[0]).strip() == "# 部门"
    assert markdown(reports([project], wanted=wanted)[0]).strip() == "# 项目"


MISTAKES = [
    ("{{ main.titel }}", "没有名为“titel”的资料"),
    ('{{ given["主要职责"] }}', "没有名为“主要职责”的资料"),
    ("{{ unknown }}", "“unknown”没有定义"),
    ("{{ main.title | upper }}", "不能用过滤器“upper”"),
    ("{% if main %}", "文件到此结束"),
    ("{% foo %}", "不认识的标签“foo”"),
    ('{{ "a" }', "多出“}”"),
    ("{# x", "注释没有用 #} 结束"),
    ("{{ main.grade }}{{ main.claim.total.gap.nothing }}", "没有名为“nothing”的资料"),
    ("{{ main.money.balance.number / 0 }}", "只能用于不大的整数"),
    ("{{ 1 // 0 }}", "除数为零"),
    ("{{ main }}", "此处写出的不是文字或者数字"),
    ("{{ main.open }}", "此处写出的不是文字或者数字"),
    ("##### 五级标题", "标题最多 4 级"),
    ("```block formm\n```", "没有名为“formm”的图表（可用：form、levels、"),
    ("```block form 9\n```", "“form”指第 9 张表，而报告只有 1 张"),
    ("```block form x\n```", "后面只能写第几张表"),
    ("```python\n```", "代码围栏只用来放图表"),
]
HARM = [
    ("{% for i in range(10**9) %}x{% endfor %}", "“**”只能用于不大的整数"),
    ("{% for i in range(1000000000) %}x{% endfor %}", "“range”没有定义"),
    ('{{ "x" * 1000000000 }}', "“*”只能用于不大的整数"),
    ("{{ [1] * 1000000000 }}", "“*”只能用于不大的整数"),
    ('{{ "%1000000000d" % 1 }}', "“%”只能用于不大的整数"),
    ("{{ 999999999 * 999999999 * 999999999 }}", "“*”只能用于不大的整数"),
    ("{% macro f(s) %}{{ f(s ~ s) }}{% endmacro %}{{ f('ab') }}", "已停止"),
    ("{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}", "宏调用自身或者嵌套过深，已停止"),
    (
        "{% macro f(s) %}{{ s }}{{ s }}{% endmacro %}{% macro g(s) %}{{ g(f(s)) }}{% endmacro %}{{ g('x' ~ 'y') }}",
        "已停止",
    ),
    (
        "{% for a in main.rows %}" * 6 + "{% endfor %}" * 6,
        "循环或者调用超过 2000000 次，已停止",
    ),
    ("{% for a in main.rows %}" * 25 + "{% endfor %}" * 25, "嵌套过深"),
    ("{{ main.title.__class__ }}", "不能取“__class__”"),
    ("{{ report.__init__.__globals__ }}", "不能取“__init__”"),
    ("{{ main.title.upper() }}", "提纲里只能调用宏"),
    ('{% include "/etc/passwd" %}', "不能用 include"),
    ('{% extends "SC-R1" %}', "不能用 include"),
    ('{% import "SC-R1" as x %}', '只能引用 "parts.md.j2"'),
    ("{% set x = namespace() %}", "“namespace”没有定义"),
]


@pytest.mark.parametrize(
    ("body", "said"), [*MISTAKES, *HARM], ids=[each[0][:30] for each in (*MISTAKES, *HARM)]
)
def test_what_is_wrong_is_told_in_one_line_with_its_place(
    department: Assessment, tmp_path: Path, body: str, said: str
) -> None:
    path = own(tmp_path, body)
    target = tmp_path / "a.docx"
    with pytest.raises(ValueError, match=re.escape(said)) as caught:
        write_report(department, target, outline=path)
    [line] = str(caught.value).splitlines()
    assert re.match(r"本局\.md\.j2(?::[345])?：提纲写法有误：", line)
    assert "嵌套过深" in said or ":" in line.partition("：")[0], "no line number"
    assert not target.exists()


def test_an_outline_in_another_encoding_or_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.md.j2"
    path.write_bytes("# 甲\n乙".encode("gb18030"))
    with pytest.raises(OutlineError, match=r"^a\.md\.j2:1：不是 UTF-8 编码，请另存为 UTF-8。$"):
        find_outlines(path)
    path.write_bytes(b"x" * 300_000)
    with pytest.raises(OutlineError, match=r"^a\.md\.j2：提纲过大，最多 256 KB。$"):
        find_outlines(path)
    path.write_text("{#\n名称：甲\n表样：单位\n#}", encoding="utf-8")
    with pytest.raises(OutlineError, match=r"^a\.md\.j2:3：表样“单位”应为部门整体、项目支出或不限。$"):
        find_outlines(path)


def test_an_outline_has_no_place_in_a_workbook(department: Assessment, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^提纲和报告资料用于 \.docx、\.html、\.pdf 报告"):
        write_report(department, tmp_path / "a.xlsx", outline="SC-R1")


def test_gaps_are_listed_with_their_heading(department: Assessment) -> None:
    gaps = report_gaps([department], "SC-R1")
    assert (gaps[0].under, gaps[0].what) == ("机构职能", "本部门“三定”规定明确的主要职能")
    [report] = reports([department])
    lines: list[str] = []
    for block in parse(markdown(report)):
        if isinstance(block, Heading | Paragraph):
            lines.append(block.text)
        elif isinstance(block, Items):
            lines += block.numbered
    at = lines.index("待补充事项清单")
    assert (
        lines[at + 1]
        == f"下列{len(gaps)}处内容自评表和所给资料均未提供，须由填报单位补充，补齐后删去本清单。"
    )
    assert lines[at + 2] == "（1）机构职能：本部门“三定”规定明确的主要职能"
    assert len(lines) == at + 2 + len(gaps)


def test_what_officers_write_stays_text_in_joined_phrases(hostile: Assessment) -> None:
    """Names that are marked up, joined with `~`, bring neither headings nor lists nor tags into the text."""
    for outline in ("SC-R1", "SC-R3", "SC-R4"):
        [report] = reports([hostile], wanted=Wanted(find_outlines(outline)))
        text = markdown(report)
        assert "&lt;" not in text
        assert "【待补充：“<script>alert(1)</script>”的偏差原因" not in text  # every row of it has a note
        assert parse(text)
