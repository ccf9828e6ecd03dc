"""The published department table, and rules by their readings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

import perfscore
from perfscore.model.table import AssessmentTable
from perfscore.pipeline import rules_for
from perfscore.rules.load import load_template
from perfscore.rules.template import RuleTemplate

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"
NATIONAL = "cn.mof.project-self-assessment"


@lru_cache(maxsize=32)
def _rules(readings: tuple[tuple[str, str], ...]) -> RuleTemplate:
    return load_template(NATIONAL, date(2023, 12, 31), dict(readings))


@pytest.fixture(scope="session", name="rules")
def rules_fixture() -> Callable[..., RuleTemplate]:
    """The national rules; `rules(equal="strict")` reads one otherwise."""
    return lambda **readings: _rules(tuple(sorted((k.replace("_", "-"), v) for k, v in readings.items())))


@pytest.fixture(scope="session")
def department() -> AssessmentTable:
    (table,) = perfscore.read(EXAMPLES / "department.xlsx")
    return table


@pytest.fixture(scope="session")
def department_rules(department: AssessmentTable) -> RuleTemplate:
    return rules_for(department)
