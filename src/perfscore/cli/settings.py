"""`perfscore.toml` beside the files: the rules a bureau always uses, and the words of its forms.

template = "cn.mof.project-self-assessment"      # or a section [template] with project = ..., department = ...
[choices]
equal = "one-sided"
[words.columns]
actual = ["全年完成实绩"]
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from perfscore.model.table import Form
from perfscore.pipeline import ExtraWords, Terms, check_words

NAME = "perfscore.toml"
_KEYS = ("template", "choices", "words")


class SettingsError(ValueError):
    """A settings file that cannot be used; says where and why in one line."""


def settings_in(folder: Path) -> Terms:
    """The settings of a folder, empty where it has none. Raises SettingsError."""
    path = folder / NAME
    if not path.is_file():
        return Terms()
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
    words = _words(data.get("words", {}), path)
    return Terms(_templates(data.get("template"), path), _choices(data.get("choices", {}), path), words)


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
