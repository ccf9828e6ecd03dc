"""On what terms a file is read and scored: added words, and the rules in force on the day that counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from perfscore.model.checked import Waiver
from perfscore.model.table import AssessmentTable, Form
from perfscore.read.layout.vocabulary import ExtraWords, vocabulary
from perfscore.rules.load import load_template, template_for
from perfscore.rules.template import RuleTemplate


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a file is read and scored.

    templates: rule template by form; a form not named here has its default. choices: readings by rule name.
    words: header words that a bureau adds to the known ones. figures: files with figures that rules ask for by name.
    waivers: findings that are accepted, each with its reason.
    """

    templates: Mapping[Form, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    words: ExtraWords = ()
    figures: tuple[Path, ...] = ()
    waivers: tuple[Waiver, ...] = ()


def check_words(words: ExtraWords) -> None:
    """Raises ValueError when added header words name a group or role that does not exist."""
    vocabulary(words)


def rules_for(
    table: AssessmentTable, template: str | Path | None = None, choices: Mapping[str, str] | None = None
) -> RuleTemplate:
    """The rules that were in force at the end of the year a table assesses; today's for a table without a year."""
    on = date(table.year, 12, 31) if table.year else date.today()
    return rules_on(str(template or template_for(table.form)), on, tuple(sorted((choices or {}).items())))


@lru_cache(maxsize=64)
def rules_on(template: str, on: date, choices: tuple[tuple[str, str], ...]) -> RuleTemplate:
    """The rules of a template, by id or path, as in force on a day. Raises TemplateError."""
    return load_template(template, on=on, choices=dict(choices))
