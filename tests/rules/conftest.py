"""Small template files written where a test can change them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfscore.rules import load
from perfscore.rules.load import TemplateError

HEAD = """\
id: my.rules
name: 我的规则
form: project
version: "1"
extends: cn.mof.project-self-assessment
source: {rule: X-1, evidence: derived}
"""
NATIONAL = load.built_in_folder() / "cn.mof.project-self-assessment" / "template.yaml"

Write = Callable[[str], Path]
Complaints = Callable[[str], list[str]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a template file and gives its path."""

    def written(text: str) -> Path:
        path = tmp_path / "my.rules" / "template.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def complaints(write: Write) -> Complaints:
    """What is wrong with a template, one English sentence a problem."""

    def said(text: str) -> list[str]:
        with pytest.raises(TemplateError) as caught:
            load.load_template(write(text))
        assert str(caught.value) == caught.value.text("zh")
        return caught.value.text("en").splitlines()

    return said


@pytest.fixture
def own() -> Callable[[str], str]:
    """A template that extends the national one and says something more; its first line is line 7."""
    return lambda text: HEAD + text


@pytest.fixture
def national() -> Callable[[str, str], str]:
    """The national template with one piece of text replaced."""

    def replaced(old: str, new: str) -> str:
        text = NATIONAL.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"the template no longer holds {old!r}"
        return text.replace(old, new, 1)

    return replaced
