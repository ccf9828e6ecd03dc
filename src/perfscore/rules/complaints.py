"""Checks a template's files and puts what is wrong into the words of a colleague: file, line, path, sentence.

Only templates that are not published as they stand come here (see `load`), and the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from perfscore.rules.build import RuleData
from perfscore.rules.coherence import Disagreement, disagreements
from perfscore.rules.said import Problem, Said
from perfscore.rules.schema import Limits, Rules, TemplateFile, Values
from perfscore.rules.vocabulary import OPTIONAL, nearest, not_among
from perfscore.rules.yaml_document import Document, join

REQUIRED: dict[str, type[BaseModel]] = {"values": Values, "rules": Rules, "limits": Limits}


def in_files(documents: Iterable[Document]) -> tuple[Problem, ...]:
    """Everything wrong with each file on its own, in the order of its lines."""
    return tuple(problem for document in documents for problem in in_one_file(document, TemplateFile))


def in_all(own: Document, merged: RuleData) -> tuple[Problem, ...]:
    """What is missing from a template with all it extends, else what its values say against each other.

    own: the template's own file, where the problem is shown.
    """
    against = list(_missing(merged)) or disagreements(merged)
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
            found += [_in_words(document, each, model) for each in error.errors(include_url=False)]
    return sorted(found, key=lambda problem: problem.line or 0)


def _in_words(document: Document, error: ErrorDetails, file: type[BaseModel]) -> Problem:
    """One of the library's errors as a problem with a place and a sentence."""
    *around, last = error["loc"] or ("",)
    path = ""
    for key in error["loc"]:
        path = join(path, key)
    match error["type"], error.get("ctx", {}):
        case "perfscore", {"zh": zh, "en": en}:
            return document.problem(path, Said(zh, en))
        case "extra_forbidden", _:
            known = _known_keys(file, tuple(around))
            zh = f"不是已知的键（已知：{'、'.join(known)}）"
            en = f"is not a known key (known: {', '.join(known)})"
            return document.problem(path, nearest(str(last), known, Said(zh, en)))
        case "missing", _:
            inner = path.removesuffix(str(last)).removesuffix(".")
            return document.problem(inner, Said(f"缺少 {last}", f"lacks {last}"))
        case "literal_error", {"expected": expected}:
            words = tuple(str(expected).replace(" or ", ", ").replace("'", "").split(", "))
            said = not_among(str(error["input"]), words)
            return document.problem(
                path, Said(f"“{error['input']}”{said.zh}", f"'{error['input']}' {said.en}")
            )
        case "string_pattern_mismatch", _:
            said = Said(f"“{error['input']}”的写法不对", f"'{error['input']}' is not written as it must be")
            return document.problem(path, said)
        case "too_short", _:
            return document.problem(path, Said("是空的", "is empty"))
    kinds = {"string_type": ("文字", "text"), "list_type": ("列表", "a list")}
    zh, en = kinds.get(error["type"], ("“键: 值”", "keys and values"))
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
