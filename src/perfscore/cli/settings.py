"""`perfscore.toml` beside the files: the rules a bureau always uses, the words of its forms, the findings it accepts.

archive = "绩效档案.sqlite"                       # where `perfscore archive` keeps things; or a URL of PostgreSQL
template = "cn.mof.project-self-assessment"      # or a section [template] with project = ..., department = ...
[choices]
equal = "one-sided"
[words.columns]
actual = ["全年完成实绩"]
[[waive]]
code = "A204"                                    # also: file (may hold *), sheet, table, cell, indicator, until
reason = "追加预算已在部门决算中说明"
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from perfscore.model.checked import Waiver
from perfscore.model.place import Place
from perfscore.model.table import Form
from perfscore.pipeline import ExtraWords, Terms, check_words

NAME = "perfscore.toml"
_KEYS = ("template", "choices", "words", "waive", "archive")
_WAIVER_TEXTS = ("code", "reason", "file", "sheet", "cell", "indicator")
_WAIVER_KEYS = (*_WAIVER_TEXTS, "table", "until")
_CODE = re.compile(r"[A-Z]\d{3}")


class SettingsError(ValueError):
    """A settings file that cannot be used; says where and why in one line."""


def settings_in(folder: Path) -> Terms:
    """The settings of a folder, empty where it has none. Raises SettingsError."""
    path = folder / NAME
    data = _data_of(path)
    words = _words(data.get("words", {}), path)
    return Terms(
        _templates(data.get("template"), path),
        _choices(data.get("choices", {}), path),
        words,
        waivers=_waivers(data.get("waive", []), path),
    )


def archive_in(folder: Path) -> str | None:
    """Where the settings of a folder say that the archive is; a file's name is meant beside them. Raises SettingsError."""
    path = folder / NAME
    archive = _data_of(path).get("archive")
    if archive is None:
        return None
    if not isinstance(archive, str) or not archive.strip():
        raise SettingsError(f"{path}：archive 应为档案的文件名，或 postgresql:// 开头的地址")
    return archive if "://" in archive else str(folder / archive)


def _data_of(path: Path) -> dict[str, Any]:
    """What a settings file says, nothing where there is none."""
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as stream:
            data = tomllib.load(stream)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}：不是正确的 TOML：{error}") from error
    except OSError as error:
        raise SettingsError(f"{path}：无法读取") from error
    for key in data:
        if key not in _KEYS:
            raise SettingsError(f"{path}：不认识的设置“{key}”，可用的有：{'、'.join(_KEYS)}")
    return data


def _templates(value: object, path: Path) -> dict[Form, str]:
    if value is None:
        return {}
    if isinstance(value, str):
        return {form: _located(value, path) for form in Form}
    if isinstance(value, dict) and all(isinstance(v, str) and k in list(Form) for k, v in value.items()):
        return {Form(form): _located(name, path) for form, name in value.items()}
    raise SettingsError(f"{path}：template 应为模板编号，或含 project、department 的一节")


def _located(name: str, path: Path) -> str:
    """A template named by a path is looked for beside the settings file."""
    return (
        str(path.parent / name) if name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name else name
    )


def _choices(value: object, path: Path) -> dict[str, str]:
    if isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
        return {str(rule): str(reading) for rule, reading in value.items()}
    raise SettingsError(f"{path}：choices 应为“规则 = 口径”的一节")


def _words(value: object, path: Path) -> ExtraWords:
    if not isinstance(value, dict) or not all(isinstance(roles, dict) for roles in value.values()):
        raise SettingsError(f"{path}：words 应为 [words.columns] 一样的小节")
    words = []
    for group, roles in value.items():
        for role, added in roles.items():
            if not isinstance(added, list) or not all(
                isinstance(word, str) and word.strip() for word in added
            ):
                raise SettingsError(f'{path}：words.{group}.{role} 应为一列词，如 ["全年完成实绩"]')
            words.append((group, role, tuple(added)))
    try:
        check_words(tuple(words))
    except ValueError as error:
        raise SettingsError(f"{path}：{error}") from error
    return tuple(words)


def _waivers(value: object, path: Path) -> tuple[Waiver, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise SettingsError(f"{path}：waive 应写成 [[waive]] 一节一条")
    return tuple(_waiver(entry, f"第 {number} 条 [[waive]]", path) for number, entry in enumerate(value, 1))


def _waiver(entry: dict[str, object], about: str, path: Path) -> Waiver:
    for key, value in entry.items():
        if key not in _WAIVER_KEYS:
            raise SettingsError(f"{path}：{about}：不认识的“{key}”，可用的有：{'、'.join(_WAIVER_KEYS)}")
        if key in _WAIVER_TEXTS and not isinstance(value, str):
            raise SettingsError(f"{path}：{about}：{key} 应为加引号的文字")
    texts = {key: str(entry.get(key, "")).strip() for key in _WAIVER_TEXTS}
    if not _CODE.fullmatch(texts["code"]):
        raise SettingsError(f"{path}：{about}：code 应为问题代码，如 A104")
    if not texts["reason"]:
        raise SettingsError(f"{path}：{about}：没有写明理由（reason）")
    until = entry.get("until")
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        raise SettingsError(f"{path}：{about}：until 应为不加引号的日期，如 2026-12-31")
    table = entry.get("table")
    if table is not None and (not isinstance(table, int) or isinstance(table, bool) or table < 1):
        raise SettingsError(f"{path}：{about}：table 应为文中第几张表，从 1 数起")
    return Waiver(**texts, table=table, until=until, home=path, at=Place(path.name))
