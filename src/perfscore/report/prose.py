"""Facts -> the report's text in Markdown. Templates hold the sentences; officers' text stays plain text."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from perfscore.report.facts import ReportFacts
from perfscore.report.text import one_line

_TEMPLATES = (
    "department.md.j2",
    "project.md.j2",
    "parts.md.j2",
    "letter.md.j2",
    "comparison.md.j2",
    "texts.md.j2",
)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def markdown(report: ReportFacts) -> str:
    """The report's text, by the outline for its form."""
    name = "department.md.j2" if report.main.department else "project.md.j2"
    return _environment().get_template(name).render(report=report, main=report.main)


def letter_markdown(letter: object) -> str:
    """The text of a reviewer's letter."""
    return _environment().get_template("letter.md.j2").render(letter=letter)


def comparison_markdown(facts: object) -> str:
    """The text of a comparison's report."""
    return _environment().get_template("comparison.md.j2").render(facts=facts)


def texts_markdown(facts: object) -> str:
    """The text of a report on budget and final-account texts."""
    return _environment().get_template("texts.md.j2").render(facts=facts)


def plain_text(value: object) -> Markup:
    """A value as Markdown that reads exactly like the value: one line, every sign of punctuation escaped.

    What is marked up already comes from a template's own macro and passes. None never gets into a sentence.
    """
    if isinstance(value, Markup):
        return value
    if value is None:
        raise ValueError("A template prints a value that is not there: ask `is none` first.")
    return Markup(_PUNCTUATION.sub(r"\\\1", one_line(str(value))))


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    """Sandboxed; undefined names are errors; no filters, no functions: a template only reads facts."""
    folder = files("perfscore.report") / "templates"
    sources = {name: (folder / name).read_text(encoding="utf-8") for name in _TEMPLATES}
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader(sources),
        undefined=StrictUndefined,
        finalize=plain_text,
        autoescape=True,  # only so that a macro's result is Markup and is not escaped again
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.clear()
    environment.globals.clear()
    return environment
