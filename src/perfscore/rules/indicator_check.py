"""Checks a file of typical indicators: a document in, everything wrong with it out, by line.

Only files that are not published as they stand come here (see `indicators`), and the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from perfscore.model.names import squeezed
from perfscore.rules.coherence import Disagreement
from perfscore.rules.complaints import in_one_file
from perfscore.rules.said import Problem, Said
from perfscore.rules.schema import Filled, Source, Strict, one_of, refusal
from perfscore.rules.typical import DERIVED, LEVELS, METHODS, SEEN, SIGNS, Direction
from perfscore.rules.vocabulary import not_among
from perfscore.rules.yaml_document import Document

_SAVED = re.compile(r"节约|节省|降低|减少|下降|压减|压缩")
_A_DATE = re.compile(r"[0-9]{1,2}月|季度|年底|年末")


def _met(seen: Any) -> Any:
    """`derived`, or how often by place."""
    if seen == DERIVED:
        return seen
    if not isinstance(seen, dict) or not seen:
        raise refusal(Said("应写 derived，或写见过的行数", "must be derived, or the rows it was seen in"))
    for where, count in seen.items():
        if where not in SEEN:
            said = not_among(where, SEEN)
            raise refusal(Said(f"的“{where}”{said.zh}", f"has '{where}', which {said.en}"))
        if not isinstance(count, str) or not re.fullmatch(r"[1-9][0-9]{0,5}", count):
            raise refusal(
                Said(f"的 {where} 应为行数（1 以上的整数）", f"must give {where} as a number of rows")
            )
    if int(seen.get("of_kind", "0")) > int(seen.get("corpus", "0")):
        raise refusal(
            Said("的 of_kind 多于 corpus，应是其中一部分", "has of_kind above corpus, which it is part of")
        )
    return seen


class Entry(Strict):
    name: Filled
    level1: Annotated[str, AfterValidator(one_of(*LEVELS))]
    level2: Filled
    unit: Filled | None = None
    direction: Annotated[str, AfterValidator(one_of(*Direction))]
    sign: Annotated[str, AfterValidator(one_of(*SIGNS.values()))]
    example: Filled
    method: Annotated[str, AfterValidator(one_of(*METHODS))]
    proof: Annotated[list[Filled], Field(min_length=1)]
    also: Annotated[list[Filled], Field(default_factory=list)]
    seen: Annotated[Any, AfterValidator(_met)]


class IndicatorFile(Strict):
    """One kind of project."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
    name: Filled
    also: Annotated[list[Filled], Field(default_factory=list)]
    note: Filled
    version: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)*$")]
    source: Source
    method_source: Source
    indicators: Annotated[list[Entry], Field(min_length=1)]


def problems_in(document: Document) -> tuple[Problem, ...]:
    """What the schema refuses and what the indicators say against themselves and each other, by line."""
    found = list(in_one_file(document, IndicatorFile))
    found += [document.problem(path, said) for path, said in _disagreements(document.data)]
    return tuple(sorted(found, key=lambda problem: problem.line or 0))


def _disagreements(data: dict[str, Any]) -> Iterator[Disagreement]:
    """Reads the data as it stands: what the schema has refused already is passed over."""
    entries = data.get("indicators")
    first: dict[str, tuple[int, str]] = {}
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict):
            path = f"indicators[{number}]"
            yield from _against_itself(path, entry)
            yield from _called_twice(path, number, entry, first)


def _against_itself(path: str, entry: dict[str, Any]) -> Iterator[Disagreement]:
    name, level1, level2, unit, direction, sign, example = (
        _text(entry, key) for key in ("name", "level1", "level2", "unit", "direction", "sign", "example")
    )
    if level1 in LEVELS and level2 and level2 not in LEVELS[level1]:
        said = not_among(level2, LEVELS[level1])
        yield f"{path}.level2", Said(f"“{level2}”{said.zh}", f"'{level2}' {said.en}")
    if direction not in list(Direction):
        return
    if sign in SIGNS.values() and sign != SIGNS[Direction(direction)]:
        want = SIGNS[Direction(direction)]
        yield (
            f"{path}.sign",
            Said(
                f"“{sign}”与方向 {direction} 矛盾（应为 {want}）",
                f"'{sign}' contradicts the direction {direction} (should be {want})",
            ),
        )
    if direction == Direction.MORE and "成本" in level1 + level2 and not _SAVED.search(name):
        yield (
            f"{path}.direction",
            Said(
                "不能是 more：成本越低越好，只有节约类指标例外",
                "cannot be more: a cost is better when it is less, unless the name counts savings",
            ),
        )
    if sign in SIGNS.values() and example and not _fits(example, sign):
        yield (
            f"{path}.example",
            Said(f"“{example}”不是“{sign}”的写法", f"'{example}' is not written as '{sign}' asks"),
        )
    counted = direction not in (Direction.BY_DATE, Direction.QUALITATIVE)
    if counted and "unit" not in entry:
        yield path, Said("缺少 unit", "lacks unit")
    if not counted and unit:
        yield f"{path}.unit", Said("不该有：期限和定性指标没有单位", "must go: nothing is counted here")


def _fits(example: str, sign: str) -> bool:
    if sign == "期限":
        return bool(_A_DATE.search(example))
    return example.startswith(sign)


def _called_twice(
    path: str, number: int, entry: dict[str, Any], first: dict[str, tuple[int, str]]
) -> Iterator[Disagreement]:
    also = entry.get("also")
    others = [(f"{path}.also[{i}]", name) for i, name in enumerate(also if isinstance(also, list) else [])]
    for place, name in [(f"{path}.name", entry.get("name")), *others]:
        key = squeezed(name) if isinstance(name, str) else ""
        if not key:
            continue
        if key in first:
            where, written = first[key]
            yield (
                place,
                Said(
                    f"“{name}”重名（indicators[{where}] 已有“{written}”）",
                    f"'{name}' is a name already taken (indicators[{where}] has '{written}')",
                ),
            )
        first.setdefault(key, (number, str(name)))


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key, "")
    return value if isinstance(value, str) else ""
