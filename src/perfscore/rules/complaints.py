"""Checks a template's files and puts what is wrong into the words of a colleague: file, line, path, sentence.

Only templates that are not published as they stand come here (see `load`), and the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from perfscore.rules.build import SECTIONS, RuleData
from perfscore.rules.coherence import Disagreement, disagreements
from perfscore.rules.said import Problem, Said
from perfscore.rules.schema import Limits, Rules, TemplateFile, Values
from perfscore.rules.vocabulary import OPTIONAL, nearest, not_among
from perfscore.rules.yaml_document import Document, join

REQUIRED: dict[str, type[BaseModel]] = {"values": Values, "rules": Rules, "limits": Limits}


GLOSSES = {
    "source": "（依据，如 source: {rule: MY-01, evidence: derived, note: 说明由来}）",
    "rule": "（依据的编号，如 MY-01）",
    "evidence": "（依据的可靠程度：seen、seen-2nd、seen-code、seed、memory、derived 之一）",
    "meaning": "（含义，写一句话）",
    "in_force": "（自何时起适用，如 2020-02-25）",
    "versions": "（按日期排列的取值，写成列表）",
    "value": "（取值）",
    "formula": "（公式；分档的写 table）",
    "points": "（分值）",
    "id": "（编号，如 my.county.project）",
    "version": '（版本，如 "1.0"）',
    "form": "（project 项目，或 department 部门整体）",
    "name": "（名称）",
}
"""What a key that is missing stands for, so that nobody needs to look it up."""

WAYS = {
    "id": "，只用小写字母、数字、点和短横，如 my.county.project",
    "version": '，只用数字和点，如 "1.0"',
    "[key]": "，只用小写字母、数字和下划线，以字母开头，如 june_rate",
}
"""How a text that must look in one certain way is written."""

KINDS = {
    "string_type": ("文字", "text"),
    "list_type": ("列表（每项一行，以“- ”开头）", "a list"),
    "dict_type": ("“键: 值”", "keys and values"),
    "model_type": ("“键: 值”", "keys and values"),
    "model_attributes_type": ("“键: 值”", "keys and values"),
}


def in_files(documents: Iterable[Document]) -> tuple[Problem, ...]:
    """Everything wrong with each file on its own, in the order of its lines."""
    return tuple(problem for document in documents for problem in in_one_file(document, TemplateFile))


def can_be_laid_together(problems: Iterable[Problem], documents: Iterable[Document]) -> bool:
    """Whether files with these problems still have the sections that it takes to lay them over each other."""
    whole = ("extends_since", *SECTIONS)
    return not any(document.broken for document in documents) and not any(
        problem.path in whole or problem.path.startswith("extends_since.") for problem in problems
    )


def in_all(own: Document, merged: RuleData, known: tuple[Problem, ...] = ()) -> tuple[Problem, ...]:
    """What is missing from a template with all it extends, else what its values say against each other.

    own: the template's own file, where the problem is shown. known: what is already wrong with the files; values with
    a problem of their own are not held against others.
    """
    against = list(_missing(merged)) or disagreements(merged, tuple(problem.path for problem in known))
    return tuple(own.problem(path, said) for path, said in against)


def _missing(merged: RuleData) -> Iterator[Disagreement]:
    for section, model in REQUIRED.items():
        for field in model.model_fields.values():
            if field.alias not in merged[section] and field.alias not in OPTIONAL:
                yield section, Said(f"缺少 {field.alias}", f"lacks {field.alias}")


def in_one_file(document: Document, model: type[BaseModel]) -> list[Problem]:
    """Everything that YAML reading and the model of such a file refuse, in the order of its lines."""
    found = list(document.problems)
    if document.data:
        try:
            model.model_validate(document.data)
        except ValidationError as error:
            told = error.errors(include_url=False)
            if document.broken:  # what is missing may stand behind the place where reading stopped
                told = [each for each in told if each["type"] not in ("missing", *KINDS)]
            blamed = [_in_words(document, each, model) for each in told]
            if document.broken:  # and the last value may have run into what comes behind it
                stopped = max((problem.line or 0 for problem in found), default=0)
                blamed = [problem for problem in blamed if (problem.line or 0) < stopped - 1]
            found += blamed
    return sorted(found, key=lambda problem: problem.line or 0)


def _in_words(document: Document, error: ErrorDetails, file: type[BaseModel]) -> Problem:
    """One of the library's errors as a problem with a place and a sentence."""
    *around, last = error["loc"] or ("",)
    path = ""
    for key in error["loc"]:
        path = join(path, key)
    match error["type"], error.get("ctx", {}):
        case "perfscore", {"zh": zh, "en": en, "at": at}:
            place = path if at is None else join(path, at)
            return Problem(Said(zh, en), document.file, document.line_of(place), path)
        case "extra_forbidden", _:
            known = _known_keys(file, tuple(around))
            zh = f"不是已知的键（已知：{'、'.join(known)}）"
            en = f"is not a known key (known: {', '.join(known)})"
            return document.problem(path, nearest(str(last), known, Said(zh, en)))
        case "missing", _:
            inner = path.removesuffix(str(last)).removesuffix(".")
            zh = f"缺少 {last}{GLOSSES.get(str(last), '')}"
            return document.problem(inner, Said(zh, f"lacks {last}"))
        case "literal_error", {"expected": expected}:
            words = tuple(str(expected).replace(" or ", ", ").replace("'", "").split(", "))
            said = not_among(str(error["input"]), words)
            return document.problem(
                path, Said(f"“{error['input']}”{said.zh}", f"'{error['input']}' {said.en}")
            )
        case "string_pattern_mismatch", _:
            zh = f"“{error['input']}”的写法不对{WAYS.get(str(last), WAYS['[key]'])}"
            said = Said(zh, f"'{error['input']}' is not written as it must be")
            return document.problem(path, said)
        case "too_short", _:
            return document.problem(path, Said("是空的", "is empty"))
    zh, en = KINDS.get(error["type"], KINDS["dict_type"])
    return document.problem(path, Said(f"应为{zh}", f"must be {en}"))


def _known_keys(file: type[BaseModel], around: tuple[int | str, ...]) -> tuple[str, ...]:
    """The keys a mapping at this place of such a file may have."""
    model: type[BaseModel] | None = file
    for key in around:
        fields = {field.alias or name: field for name, field in model.model_fields.items()} if model else {}
        if key in fields:
            model = _model_in(fields[str(key)].annotation)
    return tuple(field.alias or name for name, field in model.model_fields.items()) if model else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation such as `list[Version] | None` holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := _model_in(each))), None)
