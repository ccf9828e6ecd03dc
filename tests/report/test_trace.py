"""The derivation of every point as data and as a page: nothing lost, nothing loaded, nothing run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

from perfscore.model.assessment import Assessment, Citation, RowScore, Step
from perfscore.model.place import Place
from perfscore.model.table import Stage
from perfscore.report import trace_page
from perfscore.report.trace import to_json


def table(assessment: Assessment, name: str | None = None) -> dict[str, Any]:
    (one,) = json.loads(to_json([assessment], name=name))["tables"]
    return dict(one)


def all_steps(steps: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for step in steps:
        yield step
        yield from all_steps(step["because"])


def test_the_document_says_what_it_is(department: Assessment) -> None:
    document = json.loads(to_json([department]))
    assert (document["schema"], document["unusable"]) == ("perfscore.trace/1", [])
    assert document["engine"].startswith("perfscore")
    one = table(department)
    assert one["source"] == {"file": "自评表.docx", "sheet": None, "table": 1}
    assert one["template"] == {
        "id": "cn.mof.department",
        "version": "1.0",
        "digest": "ab" * 32,
        "on": "2023-12-31",
    }
    assert len(one["rows"]) == 17  # the execution rate and 16 indicators
    assert one["rows"][0]["path"] == ["预算执行率"]


def test_steps_are_nested_with_their_cells_and_rules(department: Assessment) -> None:
    row = table(department, "在职职工")["rows"][0]
    assert (row["path"], row["score"], row["points"]) == (
        ["产出指标", "数量指标", "在职职工人数"],
        "2.77",
        "4.16",
    )
    points, earned = row["trace"]
    assert points["source"] == {
        "rule": "M101-02",
        "evidence": "memory",
        "document": "财预〔2021〕101号",
        "article": "第九条",
        "note": "此处条款未经核实",
        "verified": False,
    }
    assert (earned["expression"], earned["value"]) == ("4.16 × min(9 ÷ 6, 6 ÷ 9)", "2.77")
    target, actual = earned["because"]
    assert (target["shown"], target["source"]) == ("6", {"sheet": None, "table": 1, "cell": "D14"})
    assert (actual["value"], actual["source"]["cell"], actual["because"]) == ("9", "E14", [])


def test_the_total_says_of_which_rows_it_is_the_sum_and_why_it_has_its_grade(department: Assessment) -> None:
    one = table(department, "总分")
    total = one["total"]
    assert (one["rows"], total["score"], total["points"], total["grade"]) == ([], "98.53", "100.00", "优")
    summed, graded = total["trace"]
    assert (summed["label"], summed["value"], summed["source"]["rule"]) == ("总分", "98.53", "MOF-09")
    assert len(summed["because"]) == 17
    assert sum(Fraction(part["value"]) for part in summed["because"]) == Fraction("98.53")
    assert summed["expression"] == " + ".join(part["shown"] for part in summed["because"])
    assert [part["source"]["rule"] for part in summed["because"] if part["label"] == "在职职工人数"] == [
        "LOC-03b"
    ]
    assert (graded["label"], graded["shown"], graded["source"]["rule"]) == ("等级", "优", "MOF-10")


def test_a_total_that_is_no_plain_sum_is_not_told_as_one(department: Assessment) -> None:
    """A rule that cuts the total has its own step; the sum keeps its own name."""
    summed = Step("各项得分合计", "…", Fraction("98.53"), "98.53", Citation("MOF-09", "seen-code"))
    cut = Step("总分封顶", "min(98.53, 89)", Fraction(89), "89", Citation("LOC-19", "seen"))
    capped = replace(department, total=Fraction(89), total_trace=(summed, cut))
    labels = [(step["label"], step["shown"]) for step in table(capped, "总分")["total"]["trace"]]
    assert labels == [("各项得分合计", "98.53"), ("总分封顶", "89"), ("总分", "89.00"), ("等级", "优")]


def test_no_value_is_null_and_told_in_words(project: Assessment) -> None:
    (row,) = table(project, "满意度")["rows"]
    (step,) = row["trace"]
    assert (step["value"], step["shown"], row["score"]) == (None, "佐证不足，暂不得分", "0.00")


def test_numbers_are_decimal_strings_or_null(department: Assessment, project: Assessment) -> None:
    seen = 0
    for one in (table(department), table(project)):
        for step in all_steps(
            [*one["total"]["trace"], *(step for row in one["rows"] for step in row["trace"])]
        ):
            seen += 1
            assert step["value"] is None or re.fullmatch(r"-?\d+(\.\d+)?", step["value"])
            assert ("cell" in step["source"]) != ("rule" in step["source"])
    assert seen > 60


def test_a_name_that_no_row_has_gives_no_table(department: Assessment) -> None:
    assert json.loads(to_json([department], name="没有这个"))["tables"] == []


def test_a_declaration_says_that_it_is_not_scored(department: Assessment) -> None:
    declared = replace(department, table=replace(department.table, stage=Stage.DECLARATION))
    one = table(declared, "在职")
    assert (one["scored"], one["total"], one["rows"]) == (False, None, [])
    assert one["note"] == "绩效目标表，尚无实际完成值，不评分"
    page = trace_page.render([declared]).decode()
    assert "绩效目标表，尚无实际完成值，不评分" in page
    assert "98.53" not in page


# --- The page -------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """The tags of a page, what is left open, its attributes and its text."""

    VOID = frozenset({"meta", "br", "col"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.deepest = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)
            self.deepest = max(self.deepest, self.open.count("details"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_loads_nothing(department: Assessment) -> None:
    text = trace_page.render([department]).decode()
    page = Page(text)
    assert page.open == []
    assert page.deepest >= 2
    assert {"script", "link", "img", "iframe", "object"} & set(page.tags) == set()
    assert [
        name for name, _ in page.attributes if name in {"src", "href", "style"} or name.startswith("on")
    ] == []
    assert not re.search(r"url\(|@import|https?://", text)
    for needed in ("prefers-color-scheme: dark", "@media print", "width=device-width", "default-src 'none'"):
        assert needed in text
    for said in ("98.53 / 100.00", "4.16 × min(9 ÷ 6, 6 ÷ 9)", "表1!D14", "M101-02，来源未核实"):
        assert said in text
    assert text.count("<details class='part' open>") == 18  # the total, the execution rate, 16 indicators


def test_a_page_may_hold_one_row(department: Assessment) -> None:
    text = trace_page.render([department], "在职职工").decode()
    assert "在职职工人数" in text
    assert "督查事项执行率" not in text
    assert "98.53" not in text


def test_what_others_wrote_cannot_become_part_of_the_page(department: Assessment) -> None:
    evil = "<script>alert(1)</script>\x07\u202e\"' onload=x"
    place = Place(evil, evil, 1, "A1")
    row = department.rows[0]
    step = Step(evil, evil, Fraction(1), evil, place)
    hostile = RowScore(
        replace(row.indicator, path=(evil, evil, evil)),
        replace(row.result, trace=(step._replace(because=(step,)),)),
    )
    changed = replace(
        department,
        rows=(hostile, *department.rows[1:]),
        table=replace(department.table, title=evil, project=evil, source=place),
    )
    text = trace_page.render([changed]).decode()
    page = Page(text)
    assert "script" not in page.tags
    assert [name for name, _ in page.attributes if name.startswith("on")] == []
    assert "\x07" not in text and "\u202e" not in text
    assert "&lt;script&gt;" in text
