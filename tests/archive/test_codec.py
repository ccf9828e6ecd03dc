"""What comes back from a document equals what went into it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args, get_type_hints

import corpus_tables
import factory
import pytest
from drawn import drawn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import perfscore
from perfscore.archive.codec import Unknown, coder_of, decode, encode
from perfscore.archive.documents import assessment_of, documents_of
from perfscore.model.assessment import Assessment
from perfscore.model.finding import Finding, Kind, Severity, Wording
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable
from perfscore.model.values import Absence, Absent, Actual, Comparator, Quantity, Target, Text

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(EXAMPLES.rglob("*.xlsx")) + sorted(EXAMPLES.rglob("*.docx"))


def again(assessment: Assessment) -> Assessment:
    return assessment_of(*documents_of(assessment))


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.name}" for file in FILES])
def test_every_example_comes_back_as_it_was(file: Path) -> None:
    for table in perfscore.read(file):
        assessment = perfscore.assess(table)
        assert assessment.findings
        back = again(assessment)
        assert back == assessment
        assert [row.result.trace for row in back.rows] == [row.result.trace for row in assessment.rows]
        assert [f.message for f in back.findings] == [f.message for f in assessment.findings]


def test_published_tables_come_back_as_they_were(tmp_path: Path) -> None:
    seen = 0
    for facts in corpus_tables.tables():
        for table in perfscore.read(drawn(corpus_tables.drawing_of(facts, True), tmp_path, "xlsx")):
            assessment = perfscore.assess(table)
            assert again(assessment) == assessment
            seen += 1
    assert seen > 10, "looked at too few tables: this test is broken"


def test_how_a_workbooks_scores_follow_its_cells_is_kept() -> None:
    (table,) = perfscore.read(EXAMPLES / "zhaohua-2023" / "department.xlsx")
    assessment = perfscore.assess(table)
    assert assessment.live
    assert len(assessment.live.rows) == len(table.rows) > 5
    assert again(assessment).live == assessment.live


def test_a_document_that_was_written_before_workbooks_followed_their_cells_is_still_read() -> None:
    (table,) = perfscore.read(EXAMPLES / "zhaohua-2023" / "department.xlsx")
    assessment = perfscore.assess(table)
    table_part, scores, traces = documents_of(assessment)
    told = json.loads(zlib.decompress(traces))
    at = told["shapes"]["KeptTraces"].index("live")
    told["shapes"]["KeptTraces"].pop(at)
    told["body"].pop(at)
    older = zlib.compress(json.dumps(told).encode())
    assert assessment_of(table_part, scores, older) == replace(assessment, live=None)


def test_without_traces_everything_else_is_there() -> None:
    (table,) = perfscore.read(EXAMPLES / "zhaohua-2023" / "department.xlsx")
    assessment = perfscore.assess(table)
    documents = documents_of(assessment)
    bare = assessment_of(documents.table, documents.scores)
    assert (bare.table, bare.findings, bare.template) == (
        assessment.table,
        assessment.findings,
        assessment.template,
    )
    assert bare.total == Fraction("98.53")
    assert [row.result.score for row in bare.rows] == [row.result.score for row in assessment.rows]
    assert {row.result.trace for row in bare.rows} == {()}
    assert assessment.rows[0].result.trace != ()


texts = st.text(st.characters(), max_size=12)  # half a surrogate pair and NUL among them
fractions = st.fractions(max_denominator=10**6)
places = st.builds(
    Place,
    texts,
    st.none() | texts,
    st.none() | st.integers(1, 9),
    st.none() | texts,
    st.none() | st.integers(1, 9),
    texts,
)
quantities = st.builds(Quantity, fractions, texts, texts, places)
absents = st.builds(Absent, st.sampled_from(Absence), texts, places)
days = st.dates(date(1949, 10, 1), date(2099, 12, 31))
targets = st.builds(
    Target,
    st.sampled_from(Comparator),
    st.none() | fractions,
    st.none() | fractions,
    texts,
    st.tuples(texts, texts) | st.just(()),
    st.none() | days,
    st.booleans(),
    st.none() | st.sampled_from(Absence),
    texts,
    places,
)
actuals = st.builds(
    Actual,
    st.none() | fractions,
    texts,
    st.none() | texts,
    st.none() | days,
    texts,
    st.none() | st.sampled_from(Absence),
    texts,
    places,
)
kinds = st.builds(
    Kind,
    texts,
    texts,
    st.sampled_from(Severity),
    *[st.builds(Wording, texts, texts, texts, texts)] * 2,
    texts,
    texts,
)
findings = st.builds(Finding, kinds, places, st.lists(st.tuples(texts, texts), max_size=2).map(tuple), texts)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    target=targets,
    actual=actuals,
    points=quantities | absents,
    forecast=st.none() | actuals,
    found=st.lists(findings, max_size=3),
    level_points=st.dictionaries(texts, fractions, max_size=2),
    figures=st.dictionaries(texts, quantities, max_size=2),
    name=texts,
    year=st.none() | st.integers(1, 9999),
)
def test_any_table_comes_back_as_it_was(
    target: Target,
    actual: Actual,
    points: Quantity | Absent,
    forecast: Actual | None,
    found: list[Finding],
    level_points: dict[str, Fraction],
    figures: dict[str, Quantity],
    name: str,
    year: int | None,
) -> None:
    row = replace(
        factory.row("≥4次", "5次"), target=target, actual=actual, points=points, forecast=forecast, label=name
    )
    table = replace(
        factory.table(row, factory.row("优", "良")),
        unit=name,
        year=year,
        level_points=level_points,
        figures=figures,
        findings=tuple(found),
        notes=(Text(name, target.at),),
        columns={name: actual.at},
    )
    text = encode(table, AssessmentTable)
    assert text.isascii()
    assert decode(text, AssessmentTable) == table


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(("≥4次|5次", "=6人|9人", "优|良", "≥90%|", "12月底前|11月", "|3")), max_size=6)
)
def test_any_assessment_comes_back_as_it_was(cells: list[str]) -> None:
    rows = [factory.row(*cell.split("|"), points=10) for cell in cells]
    assessment = perfscore.assess(factory.table(*rows))
    assert again(assessment) == assessment


def test_a_row_that_is_not_the_tables_own_is_kept_with_its_score() -> None:
    assessment = perfscore.assess(factory.table(factory.row("≥4次", "5次"), factory.row("=6人", "9人")))
    turned = replace(assessment, rows=assessment.rows[::-1], findings=())
    assert again(turned) == turned


def nouns(hint: Any) -> Iterator[type]:
    """Every noun that a type holds, however deep."""
    for each in (hint, *get_args(hint)):
        if isinstance(each, type) and (is_dataclass(each) or hasattr(each, "_fields")):
            yield each
        elif each is not hint:
            yield from nouns(each)


def test_every_type_in_an_assessment_can_be_kept() -> None:
    waiting, seen = [Assessment], set[type]()
    while waiting:
        noun = waiting.pop()
        if noun in seen:
            continue
        seen.add(noun)
        for hint in get_type_hints(noun).values():
            assert coder_of(hint), f"{noun.__name__} holds {hint}"
            waiting += nouns(hint)
    assert {AssessmentTable, Target, Actual, Finding, Kind, Place} <= seen


def test_mappings_and_tuples_of_any_types_come_back() -> None:
    value = {("a", 1): (Fraction(1, 3), None), ("b", 2): (Fraction(2), "x")}
    hint = Mapping[tuple[str, int], tuple[Fraction, str | None]]
    assert decode(encode(value, hint), hint) == value


def test_numbers_are_short_and_exact() -> None:
    text = encode((Fraction(5), Fraction(277, 100)), tuple[Fraction, ...])
    assert json.loads(text)["body"] == [5, "277/100"]


def test_a_kind_keeps_the_wording_of_its_day() -> None:
    worded = Wording("旧题", "旧话 {name}", "旧因", "旧法")
    kind = Kind("A104", "deviation-unexplained", Severity.ERROR, worded, worded)
    back = decode(encode(kind.at(name="甲"), Finding), Finding)
    assert back.message == "旧话 甲"


def test_a_document_with_fewer_fields_is_read_with_the_usual_values() -> None:
    """As one from before `Quantity` had a place would be."""
    document = json.loads(encode(Quantity(Fraction(3), "次", "3次"), Quantity))
    assert document["shapes"] == {"Quantity": ["number", "unit", "written", "at"]}
    document["shapes"]["Quantity"], document["body"] = ["unit", "number"], ["次", 3]
    assert decode(json.dumps(document), Quantity) == Quantity(Fraction(3), "次")


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"shapes": {"Quantity": ["number", "unit", "written", "colour"]}},
        {"body": [1]},
        {"body": ["x", "", "", 0]},
        {"body": [1, "", "", [7, "A1"]]},
        {"shapes": {}},
    ],
)
def test_what_cannot_be_read_is_said_to_be_unknown(change: dict[str, object]) -> None:
    document = json.loads(encode(Quantity(Fraction(3), "次", "3次"), Quantity))
    with pytest.raises(Unknown):
        decode(json.dumps({**document, **change}), Quantity)


@pytest.mark.parametrize("content", [b"", b"\x00\x01", zlib.compress(b"[]"), zlib.compress(b"{")])
def test_a_damaged_document_is_said_to_be_unknown(content: bytes) -> None:
    (table,) = perfscore.read(EXAMPLES / "zhaohua-2023" / "department.xlsx")
    documents = documents_of(perfscore.assess(table))
    with pytest.raises(Unknown):
        assessment_of(content, documents.scores)
    with pytest.raises(Unknown):
        assessment_of(documents.table, documents.scores, content)
