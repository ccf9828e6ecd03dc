"""The guide for bureaus: every example in it is a rule that the engine takes as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from perfscore.conformance.tables import work_table
from perfscore.rules import load
from perfscore.rules.cases import read_cases, run_cases
from perfscore.rules.load import TemplateError, load_template
from perfscore.rules.yaml_document import read_document

GUIDE = (load.built_in_folder() / "README.md").read_text(encoding="utf-8")
FENCED = re.findall(r"```(\w*)\n(.*?)```", GUIDE, re.DOTALL)
BLOCKS = [text for kind, text in FENCED if kind == "yaml"]
SAID = [text for kind, text in FENCED if kind == "text"]
RULES = [block for block in BLOCKS if re.match(r"values:|rules:|items:", block)]
WHOLE = [block for block in BLOCKS if block.startswith("id:")]
CASES = [block for block in BLOCKS if block.startswith("cases:")]
SOURCES = [block for block in BLOCKS if block.startswith("source:")]


@pytest.mark.parametrize("block", RULES, ids=[block.splitlines()[1].strip() for block in RULES])
def test_an_example_is_a_sound_rule(
    block: str, own: Callable[[str], str], write: Callable[[str], Path]
) -> None:
    assert load_template(write(own(block))).id == "my.rules"


def test_the_example_of_a_source_is_taken_and_cited(
    own: Callable[[str], str], write: Callable[[str], Path]
) -> None:
    (source,) = SOURCES
    limit = "limits:\n  over-achievement:\n    meaning: m\n    versions:\n      - in_force: 2020-01-01\n        value: 2\n"
    rules = load_template(write(own(f"{limit}        {source}")))
    cited = rules.limits["over-achievement"].source
    assert (cited.rule, cited.evidence, cited.article) == ("MOF-10", "seen", "第几条")


def test_the_examples_of_whole_templates(write: Callable[[str], Path]) -> None:
    choosing, borrowing, _ = WHOLE
    assert load_template(write(choosing)).choices["equal"] == "one-sided"
    assert load_template(write(borrowing), date(2018, 12, 31)).covers
    assert not load_template(write(borrowing), date(2017, 12, 31)).covers


def test_the_example_of_mistakes_is_answered_as_it_says(write: Callable[[str], Path]) -> None:
    *_, wrong = WHOLE
    with pytest.raises(TemplateError) as caught:
        load_template(write(wrong))
    assert str(caught.value) == SAID[1].rstrip("\n")


def test_the_example_of_a_whole_table_comes_out() -> None:
    *_, text = CASES
    (case,), problems = read_cases(read_document(text.encode(), "cases.yaml"))
    assert problems == []
    assert work_table(load_template("cn.mof.project-self-assessment", case.on), case) == case.expect


def test_the_example_of_a_single_rule_is_walked_through(
    own: Callable[[str], str], write: Callable[[str], Path]
) -> None:
    """The rule of the guide with the cases of the guide; with one of them only; with a wrong number."""
    (rule,) = [block for block in RULES if block.startswith("rules:\n  at-least:")]
    cases, _ = CASES
    template = write(own(rule))
    beside = template.with_name("cases.yaml")
    beside.write_text(cases, encoding="utf-8")
    assert [each.passed for each in run_cases(template)] == [True, True]
    beside.write_text(cases.split("  - name: 不足六成")[0], encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        run_cases(template)
    assert str(caught.value) == SAID[0].rstrip("\n")
    beside.write_text(cases.replace("8.00", "7.00"), encoding="utf-8")
    wrong, right = run_cases(template)
    assert (wrong.passed, wrong.got, right.passed) == (False, {"score": "8.00"}, True)


def test_no_example_is_left_out() -> None:
    assert len(RULES) == 6
    assert [len(kind) for kind in (WHOLE, CASES, SOURCES, SAID)] == [3, 2, 1, 2]
    assert len(FENCED) == len(RULES) + 3 + 2 + 1 + 2
