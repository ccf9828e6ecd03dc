"""The outlines of reports: which there are, for whom each is, what it rests on; ours and a bureau's own.

An outline is a jinja2 text template that opens with a comment of `名称：值` lines (编号, 名称, 用于, 表样, 依据, 来源).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

SHARED = "parts.md.j2"
"""The sentences that outlines share; the only template that one may import."""
SUFFIX = ".md.j2"
LARGEST_OUTLINE = 256 * 1024
DEPARTMENT, PROJECT, ANY = "部门整体", "项目支出", "不限"
DEFAULTS = {DEPARTMENT: "SC-R1", PROJECT: "SC-R2"}
READ = {"seen": "已查看原件", "seen-2nd": "据公开整理资料", "seed": "见于已公开的自评材料"}
"""Evidence on which an outline may be called somebody's; any other is told as unverified."""
UNVERIFIED = "来源未核实"
_HEADER = re.compile(r"\A\s*\{#-?(.*?)-?#\}", re.DOTALL)
_LINE = re.compile(r"^\s*(?P<key>编号|名称|用于|表样|依据|来源)[：:]\s*(?P<value>.*?)\s*$", re.MULTILINE)


class OutlineError(ValueError):
    """An outline that cannot be used, in one line: file, line, what is wrong."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One outline.

    id: `SC-R1`, or the file's name. title: what such a report is called. readers: for whom it is.
    form: 部门整体, 项目支出 or 不限: the tables it can be written of.
    evidence: how well it is known, "" for a bureau's own. source: where it was read, "" when that may not be cited.
    text: the template. file: how messages name it.
    """

    id: str
    title: str
    readers: str
    form: str
    evidence: str
    source: str
    text: str
    file: str

    @property
    def basis(self) -> str:
        """What the outline rests on, as a reader is told."""
        if not self.evidence:
            return "本单位自定"
        known = READ.get(self.evidence)
        return UNVERIFIED if known is None else f"{self.source}（{known}）" if self.source else known


def shared_text() -> str:
    return (files("perfscore.report") / "templates" / SHARED).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def outlines() -> tuple[Outline, ...]:
    """Ours, in the order of their ids."""
    folder = files("perfscore.report") / "templates" / "outlines"
    found = [item for item in folder.iterdir() if item.name.endswith(SUFFIX)]
    made = [_outline(item.read_text(encoding="utf-8"), item.name) for item in found]
    return tuple(sorted(made, key=lambda outline: (not outline.id.startswith("SC"), outline.id)))


def default_outline(form: str) -> Outline:
    return next(outline for outline in outlines() if outline.id == DEFAULTS[form])


def find_outlines(wanted: str | Path) -> tuple[Outline, ...]:
    """The outline of an id, of a file, or all of a folder. Raises OutlineError."""
    name = str(wanted)
    if isinstance(wanted, Path) or re.search(r"[/\\]|\.(?:j2|md|txt)$", name) or Path(name).is_dir():
        return _own(Path(name))
    for outline in outlines():
        if outline.id.lower() == name.lower():
            return (outline,)
    ids = [outline.id for outline in outlines()]
    close = get_close_matches(name.upper(), ids, n=1, cutoff=0.5)
    guess = f"是否想写 {close[0]}？" if close else ""
    raise OutlineError(
        f"没有编号为“{name}”的提纲，可用的有：{'、'.join(ids)}。{guess}自定提纲请写文件路径，如 ./our-outline.md.j2。"
    )


def _own(path: Path) -> tuple[Outline, ...]:
    if path.is_dir():
        found = sorted(item for item in path.iterdir() if item.name.endswith(SUFFIX) and item.name != SHARED)
        if not found:
            raise OutlineError(f"文件夹“{path}”里没有提纲文件（*{SUFFIX}）。")
        return tuple(_read(item) for item in found)
    return (_read(path),)


def _read(path: Path) -> Outline:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_OUTLINE + 1)
    except FileNotFoundError:
        raise OutlineError(f"找不到提纲文件“{path}”。") from None
    except OSError:
        raise OutlineError(f"无法读取提纲文件“{path}”。") from None
    if len(content) > LARGEST_OUTLINE:
        raise OutlineError(f"{path.name}：提纲过大，最多 {LARGEST_OUTLINE // 1024} KB。")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OutlineError(f"{path.name}:{line}：不是 UTF-8 编码，请另存为 UTF-8。") from None
    return _outline(text.replace("\r\n", "\n"), path.name, own=True)


def _outline(text: str, file: str, own: bool = False) -> Outline:
    header = _HEADER.search(text)
    told = {found["key"]: found["value"] for found in _LINE.finditer(header[1])} if header else {}
    form = told.get("表样", ANY)
    if form not in (DEPARTMENT, PROJECT, ANY):
        line = text[: text.index("表样")].count("\n") + 1
        raise OutlineError(f"{file}:{line}：表样“{form}”应为{DEPARTMENT}、{PROJECT}或{ANY}。")
    return Outline(
        id=told.get("编号") or file.removesuffix(SUFFIX),
        title=told.get("名称") or "绩效自评报告",
        readers=told.get("用于", ""),
        form=form,
        evidence="" if own else told["依据"],
        source=told.get("来源", ""),
        text=text,
        file=file,
    )


def for_form(wanted: Sequence[Outline], form: str) -> Outline | None:
    """The outline for tables of a form; one made for that form goes before one made for any."""
    fitting = [outline for outline in wanted if outline.form in (form, ANY)]
    return min(fitting, key=lambda outline: outline.form == ANY) if fitting else None
