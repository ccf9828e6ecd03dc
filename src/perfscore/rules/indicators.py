"""Typical indicators by kind of project: finds the files, checks them, gives a kind's indicators, finds one by name.

As with templates, a built-in file that stands in its folder's `published.lock` was checked when it was
published, so reading it needs no schema library; every other file is checked in full.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from perfscore.model.assessment import Citation
from perfscore.model.names import squeezed
from perfscore.rules.load import LOCK_NAME, built_in_folder
from perfscore.rules.said import Problem, Said, TemplateError
from perfscore.rules.typical import DERIVED, Direction, TypicalIndicator
from perfscore.rules.vocabulary import nearest
from perfscore.rules.yaml_document import Document, read_document

FOLDER = "indicators"
SUFFIX = ".yaml"
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """The typical indicators of one kind of project.

    also: other names of the kind. note: in one line, what it takes in. digest: SHA-256 of the file.
    source: what the set rests on as a whole. method_source: what the names of the methods rest on.
    """

    id: str
    name: str
    also: tuple[str, ...]
    note: str
    version: str
    digest: str
    source: Citation
    method_source: Citation
    indicators: tuple[TypicalIndicator, ...]

    def typical_for(self, name: str, level1: str = "", level2: str = "") -> TypicalIndicator | None:
        """This kind's indicator of a name; see the function of the same name."""
        return typical_for(name, level1, level2, (self,))


class IndicatorKind(NamedTuple):
    """A kind of project in one line. size: how many indicators it has."""

    id: str
    name: str
    size: int


def indicator_kinds(folder: str | Path | None = None) -> list[IndicatorKind]:
    """The kinds of project that have typical indicators, by id: the built-in ones, or those of a folder."""
    files = _files(Path(folder) if folder else _built_in())
    return [IndicatorKind(each.id, each.name, len(each.indicators)) for each in map(_load, files)]


def load_indicators(kind_or_path: str | Path) -> IndicatorSet:
    """The typical indicators of a kind.

    kind_or_path: a built-in kind's id or Chinese name, a part of them that only one kind has, or a file, or a
    folder with one file. Raises TemplateError with everything that is wrong.
    """
    word = kind_or_path if isinstance(kind_or_path, str) else ""
    path = Path(kind_or_path)
    for kinds in (_kinds_called(word), [] if _is_there(path) else _kinds_with(word)):
        if len(kinds) == 1:
            return kinds[0]
        if kinds:
            raise TemplateError((Problem(_several(word, kinds)),))
    if kind_or_path != "" and _is_there(path):
        return _load(_only_file(path) if path.is_dir() else path)
    raise TemplateError((Problem(_no_kind(str(kind_or_path))),))


def typical_for(
    name: str, level1: str = "", level2: str = "", sets: Iterable[IndicatorSet] | None = None
) -> TypicalIndicator | None:
    """The typical indicator that goes by a name as a table prints it, among the sets, or all that are built in.

    A name counts when it is the indicator's own or one of its other names once both are squeezed; nothing is
    guessed. The levels only choose between several indicators of one name; where they leave some whose
    directions differ, there is no answer.
    """
    key = squeezed(name)
    index = _built_in_by_name() if sets is None else _indexed(sets)
    found = index.get(key, []) if key else []
    for printed, level in ((level1, "level1"), (level2, "level2")):
        agreeing = [each for each in found if _level(getattr(each, level)) == _level(printed)]
        found = agreeing or found
    return found[0] if len({each.direction for each in found}) == 1 else None


@lru_cache(maxsize=1024)
def _level(name: str) -> str:
    """`产 出 指 标（40分）` -> `产出`. All levels of cost are one: forms set them on level 1 or below 产出."""
    text = _BRACKETS.sub("", "".join(unicodedata.normalize("NFKC", name).split())).removesuffix("指标")
    return "成本" if text.endswith("成本") else text


def _kinds_called(word: str) -> list[IndicatorSet]:
    """The built-in kind of that id or name, or none."""
    return [each for each in _built_in_sets() if word in (each.id, each.name)]


def _kinds_with(word: str) -> list[IndicatorSet]:
    """The built-in kinds that have a word as a part of their id or name, else those that also go by it."""
    wanted = word.strip().casefold()
    sets = _built_in_sets() if wanted else ()
    parts = [each for each in sets if wanted in each.id or wanted in each.name]
    return parts or [each for each in sets if any(wanted in called for called in each.also)]


def _several(word: str, found: Iterable[IndicatorSet]) -> Said:
    names = [f"{each.name}（{each.id}）" for each in found]
    ids = [each.id for each in found]
    return Said(
        f"“{word}”可以是 {'、'.join(names)}，请写全", f"'{word}' may be {', '.join(ids)}; write it in full"
    )


def _no_kind(word: str) -> Said:
    sets = _built_in_sets()
    names = "、".join(f"{each.name}（{each.id}）" for each in sets)
    said = Said(
        f"没有“{word}”这一类指标（已有：{names}），也没有这个文件",
        f"there is no kind '{word}' (known: {', '.join(each.id for each in sets)}), nor such a file",
    )
    known = tuple(called for each in sets for called in (each.id, each.name, *each.also))
    return nearest(word, known, said)


def _built_in() -> Path:
    return built_in_folder() / FOLDER


def _built_in_sets() -> tuple[IndicatorSet, ...]:
    return _sets_in(_built_in())


@lru_cache(maxsize=2)
def _sets_in(folder: Path) -> tuple[IndicatorSet, ...]:
    """Read once: what is built in stays as it is while the program runs."""
    return tuple(map(_load, _files(folder)))


@cache
def _built_in_by_name() -> Mapping[str, list[TypicalIndicator]]:
    """Asked for with every row of every table: where the files are is looked up once, too."""
    return _indexed(_built_in_sets())


def _indexed(sets: Iterable[IndicatorSet]) -> Mapping[str, list[TypicalIndicator]]:
    """The indicators by each squeezed name they go by."""
    index: dict[str, list[TypicalIndicator]] = {}
    for each in sets:
        for indicator in each.indicators:
            for key in {squeezed(name) for name in indicator.names}:
                index.setdefault(key, []).append(indicator)
    return index


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # too long for a name
        return False


def _only_file(folder: Path) -> Path:
    files = _files(folder)
    if len(files) == 1:
        return files[0]
    names = [file.name for file in files]
    zh = f"文件夹“{folder}”里有 {len(files)} 个指标库文件（{'、'.join(names)}），请指明一个"
    en = f"the folder '{folder}' has {len(files)} indicator files ({', '.join(names)}); name one of them"
    raise TemplateError((Problem(Said(zh, en)),))


def _files(folder: Path) -> list[Path]:
    """The indicator files of a folder. Raises TemplateError when there are none."""
    files = sorted(folder.glob(f"*{SUFFIX}"))
    if not files:
        zh = f"文件夹“{folder}”里没有指标库文件（*{SUFFIX}）"
        en = f"there is no indicator file (*{SUFFIX}) in the folder '{folder}'"
        raise TemplateError((Problem(Said(zh, en)),))
    return files


def _load(path: Path) -> IndicatorSet:
    try:
        raw = path.read_bytes()
    except OSError:
        said = Said("打不开", "cannot be opened")
        raise TemplateError((Problem(said, path.name),)) from None
    return _read(raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n"), path.name)


@lru_cache(maxsize=64)
def _read(raw: bytes, shown: str) -> IndicatorSet:
    """Parsed and checked once per text: listing the kinds and loading one read the same files."""
    digest = hashlib.sha256(raw).hexdigest()
    return _built(_checked(read_document(raw, shown), digest), digest)


def _checked(document: Document, digest: str) -> Mapping[str, Any]:
    if digest in published():
        return document.data
    # Only here: the schema needs pydantic, whose import takes longer than reading the whole library.
    from perfscore.rules import indicator_check

    if problems := indicator_check.problems_in(document):
        raise TemplateError(problems)
    return document.data


def published() -> frozenset[str]:
    """The digests of all published indicator files."""
    try:
        lines = (_built_in() / LOCK_NAME).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return frozenset()
    return frozenset(line.split()[-1] for line in lines if line and not line.startswith("#"))


def _built(data: Mapping[str, Any], digest: str) -> IndicatorSet:
    """The set that checked data says."""
    return IndicatorSet(
        id=data["id"],
        name=data["name"],
        also=tuple(data.get("also", ())),
        note=data["note"],
        version=data["version"],
        digest=digest,
        source=Citation(**data["source"]),
        method_source=Citation(**data["method_source"]),
        indicators=tuple(map(_indicator, data["indicators"])),
    )


def _indicator(data: Mapping[str, Any]) -> TypicalIndicator:
    seen = data["seen"]
    return TypicalIndicator(
        name=data["name"],
        level1=data["level1"],
        level2=data["level2"],
        unit=data.get("unit", ""),
        direction=Direction(data["direction"]),
        sign=data["sign"],
        example=data["example"],
        method=data["method"],
        proof=tuple(data["proof"]),
        also=tuple(data.get("also", ())),
        seen={} if seen == DERIVED else {where: int(count) for where, count in seen.items()},
    )
