"""Rule templates by id or path: finds the files, lays them over each other, checks them, builds the day's.

A built-in template that stands in `published.lock` was checked when it was published, so scoring a file with
it needs no schema library; every other template is checked in full.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from perfscore.model.table import Form
from perfscore.rules.build import RuleData, build_template, in_force_since, merge
from perfscore.rules.said import Problem, Said, TemplateError
from perfscore.rules.template import RuleTemplate
from perfscore.rules.vocabulary import nearest
from perfscore.rules.yaml_document import Document, read_document

__all__ = [
    "TemplateError",
    "TemplateSummary",
    "available_templates",
    "built_in_folder",
    "find_template",
    "load_template",
    "template_data",
    "template_for",
]

FILE_NAME = "template.yaml"
LOCK_NAME = "published.lock"
MOST_LAYERS = 8


@dataclass(frozen=True, slots=True)
class TemplateSummary:
    """A built-in template in one line. in_force: the first day that all its values cover."""

    id: str
    name: str
    form: Form
    version: str
    in_force: date
    default_for: Form | None


@dataclass(frozen=True, slots=True)
class Layer:
    """One template file. raw: its bytes with line ends normalised."""

    path: Path
    raw: bytes
    document: Document


def load_template(
    id_or_path: str | Path, on: date | None = None, choices: Mapping[str, str] | None = None
) -> RuleTemplate:
    """The rules of one template as they stand on one day.

    id_or_path: a built-in template's id, or a template file, or its folder. on: today when None.
    choices: a reading for each rule that shall not be read the template's own way (`{"equal": "one-sided"}`).
    Raises TemplateError with everything that is wrong.
    """
    layers = read_layers(find_template(id_or_path))
    return build_template(checked(layers), digest_of(layers), on or date.today(), choices or {})


def template_data(id_or_path: str | Path) -> RuleData:
    """All that a template says, in every version, with what it takes over from those it extends, as checked text.

    Raises TemplateError with everything that is wrong.
    """
    return checked(read_layers(find_template(id_or_path)))


def available_templates() -> list[TemplateSummary]:
    """The built-in templates, by id."""
    return [_summary(checked(read_layers(path))) for path in _built_in_files()]


def template_for(form: Form) -> str:
    """The id of the built-in template for a form that names none."""
    for path in _built_in_files():
        if _read(path, path.name).document.data.get("default_for") == form.value:
            return path.parent.name
    said = Said(f"没有适用于 {form.value} 的默认模板", f"there is no default template for {form.value}")
    raise TemplateError((Problem(said),))


def built_in_folder() -> Path:
    """Where the built-in templates are: beside the code once installed, else at the top of the repository."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "indicator_templates"
    return installed if installed.is_dir() else package.parents[1] / "indicator_templates"


def digest_of(layers: tuple[Layer, ...]) -> str:
    """SHA-256 over a template's file and those it builds on, in that order, hexadecimal."""
    digest = hashlib.sha256()
    for layer in layers:
        digest.update(layer.raw)
    return digest.hexdigest()


def published() -> frozenset[str]:
    """The digests of all published templates."""
    try:
        lines = (built_in_folder() / LOCK_NAME).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return frozenset()
    return frozenset(line.split()[-1] for line in lines if line and not line.startswith("#"))


def published_versions() -> frozenset[tuple[str, str]]:
    """Id and version of all published templates."""
    try:
        lines = (built_in_folder() / LOCK_NAME).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return frozenset()
    return frozenset(
        (line.split()[0], line.split()[1]) for line in lines if line and not line.startswith("#")
    )


def checked(layers: tuple[Layer, ...]) -> RuleData:
    """The layers laid over each other, checked unless they are published as they stand."""
    if digest_of(layers) in published():
        return _laid_together(layers)
    # Only here: the schema needs pydantic, whose import takes longer than scoring a file.
    from perfscore.rules import complaints

    problems = complaints.in_files(layer.document for layer in layers)
    if complaints.can_be_laid_together(problems, (layer.document for layer in layers)):
        problems += complaints.in_all(layers[0].document, _laid_together(layers), problems)
    _refuse(problems)
    data = _laid_together(layers)
    if published() and (data["id"], data["version"]) in published_versions():
        said = Said(
            f"{data['id']} {data['version']} 已发布，内容与发布时不同；请改用自己的编号，或提高版本号",
            f"{data['id']} {data['version']} is published with other content; use an id of your own or a higher version",
        )
        _refuse((layers[0].document.problem("version", said),))
    return data


def _laid_together(layers: tuple[Layer, ...]) -> RuleData:
    data: RuleData = {}
    for layer in reversed(layers):
        data = merge(layer.document.data, data)
    return data


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise TemplateError(problems)


def read_layers(path: Path) -> tuple[Layer, ...]:
    """A template file and those it builds on, its own first."""
    layers = [_read(path, path.name)]
    while base := layers[-1].document.data.get("extends"):
        last = layers[-1]
        found = _base(base, last.path) if isinstance(base, str) else None
        if found is None:
            ids = tuple(each.parent.name for each in _built_in_files())
            said = Said(
                f"{base} 不是已有的模板（已有：{'、'.join(ids)}）",
                f"{base} is no template (known: {', '.join(ids)})",
            )
            raise TemplateError((last.document.problem("extends", nearest(str(base), ids, said)),))
        if found in [layer.path for layer in layers] or len(layers) >= MOST_LAYERS:
            said = Said(f"{base} 又以本模板为基础，循环了", f"{base} builds on this template in turn")
            raise TemplateError((last.document.problem("extends", said),))
        layers.append(_read(found, f"{base}/{found.name}"))
    return tuple(layers)


def find_template(id_or_path: str | Path) -> Path:
    """The template file meant; an id comes before a folder of the same name."""
    files = {path.parent.name: path for path in _built_in_files()}
    if isinstance(id_or_path, str) and id_or_path in files:
        return files[id_or_path]
    path = Path(id_or_path)
    if path.is_dir():
        path = path / FILE_NAME
    if path.is_file():
        return path.resolve()
    said = Said(
        f"没有模板“{id_or_path}”：既不是内置模板（{'、'.join(files)}），也不是模板文件",
        f"there is no template '{id_or_path}': neither built in ({', '.join(files)}) nor a file",
    )
    raise TemplateError((Problem(nearest(str(id_or_path), tuple(files), said)),))


def _base(id: str, extending: Path) -> Path | None:
    """The file of a template that another one extends: in a folder beside the other's, or built in."""
    if Path(id).name != id:
        return None
    for folder in (extending.parent.parent, built_in_folder()):
        if (folder / id / FILE_NAME).is_file():
            return (folder / id / FILE_NAME).resolve()
    return None


def _built_in_files() -> list[Path]:
    return sorted(built_in_folder().glob(f"*/{FILE_NAME}"))


def _read(path: Path, shown: str) -> Layer:
    try:
        raw = path.read_bytes()
    except OSError:
        said = Said("打不开", "cannot be opened")
        raise TemplateError((Problem(said, shown),)) from None
    raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return Layer(path, raw, _document(raw, shown))


@lru_cache(maxsize=16)
def _document(raw: bytes, shown: str) -> Document:
    """Parsed once per text: choosing a template and loading it read the same files."""
    return read_document(raw, shown)


def _summary(data: RuleData) -> TemplateSummary:
    default_for = data.get("default_for")
    return TemplateSummary(
        id=data["id"],
        name=data["name"],
        form=Form(data["form"]),
        version=data["version"],
        in_force=in_force_since(data),
        default_for=Form(default_for) if default_for else None,
    )
