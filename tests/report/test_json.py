"""The JSON contract, against a document typed by hand and against its own schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from perfscore.model.assessment import Assessment
from perfscore.report.as_json import to_document, to_json
from perfscore.report.schema import Document, json_schema

SMALL: Mapping[str, Any] = {
    "title": "自评表",
    "form": "project",
    "stage": "self-assessment",
    "year": 2024,
    "unit": "某中心",
    "project": "会议费",
    "source": {"file": "表.xlsx", "sheet": "自评表", "table": 1},
    "template": {"id": "cn.mof.project", "version": "1.0", "digest": "00"},
    "budget": {
        "initial": "3",
        "adjusted": "3",
        "spent": "1",
        "execution_rate": "0.333333",
        "claimed_rate": "33.3",
        "points": "10.00",
        "points_source": "form",
        "score": "3.33",
        "possible": "3.33",
        "met": False,
        "outcome": "scored",
        "trace": [],
    },
    "rows": [
        {
            "path": ["产出指标", "数量指标", "会议次数"],
            "label": "指标1：",
            "target": "≥3次",
            "actual": "2次",
            "unit": "次",
            "actual_unit": "次",
            "comparator": ">=",
            "target_value": "3",
            "target_upper": None,
            "actual_value": "2",
            "claimed": "80",
            "deviation_note": None,
            "at": {"sheet": "自评表", "cell": "C9"},
            "points": "90.00",
            "points_source": "form",
            "score": "60.00",
            "possible": "60.00",
            "met": False,
            "outcome": "scored",
            "trace": [
                {
                    "label": "分值",
                    "expression": "系统默认分配 90",
                    "value": "90",
                    "shown": "90",
                    "source": {
                        "rule": "M101-02",
                        "document": "财预〔2021〕101号",
                        "article": "第九条",
                        "evidence": "memory",
                        "verified": False,
                    },
                    "because": [],
                },
                {
                    "label": "得分",
                    "expression": "90 × 2 ÷ 3",
                    "value": "60",
                    "shown": "60",
                    "source": {
                        "rule": "MOF-06",
                        "document": "财预〔2020〕10号",
                        "article": None,
                        "evidence": "seen-code",
                        "verified": True,
                    },
                    "because": [
                        {
                            "label": "实际完成值",
                            "expression": "2次",
                            "value": "2",
                            "shown": "2",
                            "source": {"sheet": "自评表", "cell": "E9"},
                            "because": [],
                        }
                    ],
                },
            ],
        }
    ],
    "total": "63.33",
    "total_possible": "63.33",
    "grade": "中",
    "possible_grade": "中",
    "grade_trace": [],
    "claimed_total": "90.5",
    "claimed_grade": "优",
    "findings": [
        {
            "code": "A106",
            "name": "deviation-unexplained",
            "severity": "error",
            "message": "指标“会议次数”指标值为“≥3次”、实际完成值为“2次”，未填写偏差原因。",
            "why": "未完成或者偏离指标值的，应当说明原因。",
            "mend": "在偏差原因栏写明原因和改进措施。",
            "at": {"file": "表.xlsx", "table": 1, "sheet": "自评表", "cell": "E9"},
            "rule": "AUD-06",
            "evidence": "seen-code",
        },
        {
            "code": "A101",
            "name": "rate-rounded",
            "severity": "info",
            "message": "填报执行率1，核算为2。",
            "why": "取整会掩盖差额。",
            "mend": "保留两位小数。",
            "at": {"file": None, "table": None, "sheet": None, "cell": None},
            "rule": None,
            "evidence": None,
        },
    ],
}


def test_a_small_assessment_is_exactly_this_document(small: Assessment) -> None:
    unusable = {"file": "坏.xlsx", "code": "F001", "message": "文件损坏"}
    document = to_document([small], [unusable])
    assert document["schema"] == "perfscore.assessments/1"
    assert document["engine"].startswith("perfscore ")
    assert document["assessments"] == [SMALL]
    assert document["unusable"] == [unusable]


def test_every_document_fits_the_schema(
    department: Assessment, project: Assessment, bare: Assessment, hostile: Assessment, small: Assessment
) -> None:
    text = to_json([department, project, bare, hostile, small])
    read = Document.model_validate_json(text)
    assert [assessment.total for assessment in read.assessments] == [
        "98.53",
        "90.00",
        "0.00",
        "98.53",
        "63.33",
    ]


def test_a_number_instead_of_a_decimal_string_does_not_fit_the_schema(small: Assessment) -> None:
    document = to_document([small])
    document["assessments"][0]["total"] = 63.33
    with pytest.raises(ValueError, match="total"):
        Document.model_validate_json(json.dumps(document))


def test_the_schema_names_the_contract() -> None:
    schema = json_schema()
    assert schema["properties"]["schema"]["const"] == "perfscore.assessments/1"
    assert {"Row", "Finding", "Budget"} <= set(schema["$defs"])


def test_the_department_document_says_what_was_computed(department: Assessment) -> None:
    [found] = to_document([department])["assessments"]
    assert found["budget"]["execution_rate"] == "0.991808"
    assert found["budget"]["claimed_rate"] == "99"
    assert (found["total"], found["claimed_total"]) == ("98.53", "99")
    assert [row["points"] for row in found["rows"]][:3] == ["4.17", "4.17", "4.16"]


def test_no_money_block_leaves_nulls(bare: Assessment) -> None:
    [found] = to_document([bare])["assessments"]
    assert found["budget"]["initial"] is found["budget"]["execution_rate"] is None
    assert (found["year"], found["unit"], found["source"]["file"]) == (None, None, None)


def test_text_is_written_as_it_is_and_lone_surrogates_are_replaced(hostile: Assessment) -> None:
    text = to_json([hostile])
    assert "<script>alert(1)</script>" in text
    assert "\\u0000" in text
    assert "\ud800" not in text
    text.encode()


def test_english_messages_on_request(small: Assessment) -> None:
    [found] = to_document([small], lang="en")["assessments"]
    assert found["findings"][0]["message"] == "会议次数: target ≥3次, actual 2次, no reason given."


def test_points_with_more_digits_than_the_template_are_not_rounded(small: Assessment) -> None:
    row = small.rows[0]
    finer = replace(row, result=replace(row.result, points=row.result.points / 16))
    [found] = to_document([replace(small, rows=(finer,))])["assessments"]
    assert found["rows"][0]["points"] == "5.625"
