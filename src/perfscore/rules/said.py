"""What the rules folder says to people: every sentence in Chinese first, with its English beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence in both languages."""

    zh: str
    en: str

    def text(self, lang: str = "zh") -> str:
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a rule file.

    file: the file's name as people know it, "" when the problem is with a call and not with a file.
    line: counted from 1; None when the whole file is meant.
    path: the place in the document (`rules.equal.versions[0].formula`), "" for its top.
    """

    said: Said
    file: str = ""
    line: int | None = None
    path: str = ""

    def text(self, lang: str = "zh") -> str:
        """`template.yaml:14: rules.equal 缺少 meaning`."""
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return f"{where}{self.path}{' ' if self.path else ''}{self.said.text(lang)}"


class TemplateError(ValueError):
    """A rule template that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.text() for problem in problems))
        self.problems = problems

    def text(self, lang: str = "zh") -> str:
        """All problems, one a line."""
        return "\n".join(problem.text(lang) for problem in self.problems)
