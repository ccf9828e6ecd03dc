"""The guide for bureaus: every example in it is a rule that the engine takes as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from perfscore.conformance.tables import work_table
from perfscore.rules import load
from perfscore.rules.cases import read_cases
from perfscore.rules.load import load_template
from perfscore.rules.yaml_document import read_document

GUIDE = (load.built_in_folder() / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
RULES = [block for block in BLOCKS if re.match(r"values:|rules:|items:", block)]


@pytest.mark.parametrize("block", RULES, ids=[block.splitlines()[1].strip() for block in RULES])
def test_an_example_is_a_sound_rule(
    block: str, own: Callable[[str], str], write: Callable[[str], Path]
) -> None:
    assert load_template(write(own(block))).id == "my.rules"


def test_the_example_of_a_whole_template(write: Callable[[str], Path]) -> None:
    (whole,) = [block for block in BLOCKS if block.startswith("id:")]
    assert load_template(write(whole)).choices["equal"] == "one-sided"


def test_the_example_of_a_case_comes_out() -> None:
    (text,) = [block for block in BLOCKS if block.startswith("cases:")]
    (case,), problems = read_cases(read_document(text.encode(), "cases.yaml"))
    assert problems == []
    assert work_table(load_template("cn.mof.project-self-assessment", case.on), case) == case.expect


def test_no_example_is_left_out() -> None:
    assert len(RULES) == 5
    assert len(BLOCKS) == len(RULES) + 3  # a source, a whole template, a case
