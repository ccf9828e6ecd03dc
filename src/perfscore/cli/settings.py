"""`perfscore.toml` beside the files: the rules a bureau always uses.

template = "cn.mof.project-self-assessment"      # or [template] project = ..., department = ...
[choices]
equal = "one-sided"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from perfscore.model.table import Form

NAME = "perfscore.toml"
_KEYS = ("template", "choices")


class SettingsError(ValueError):
    """A settings file that cannot be used; says where and why in one line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """templates: by form; an empty mapping leaves the default rules. choices: readings by rule name."""

    templates: dict[Form, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)

    def template(self, form: Form) -> str | None:
        return self.templates.get(form)


def settings_in(folder: Path) -> Settings:
    """The settings of a folder, empty where it has none. Raises SettingsError."""
    path = folder / NAME
    if not path.is_file():
        return Settings()
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
    return Settings(_templates(data.get("template"), path), _choices(data.get("choices", {}), path))


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
