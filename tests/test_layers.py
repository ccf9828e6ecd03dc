"""Who may import whom. Walks the syntax tree of the whole package, every form of import."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from perfscore import pipeline

PACKAGE = Path(__file__).parents[1] / "src" / "perfscore"
PIPELINE = "perfscore.pipeline"
ALLOWED = {
    "model": {"model"},
    "office": {"office"},
    "read": {"read", "model", "office"},
    "rules": {"rules", "model"},
    "score": {"score", "model", "rules"},
    "audit": {"audit", "model", "rules"},
    "compare": {"compare", "model"},
    "report": {"report", "model", "office"},
    "answers": {"answers", "model", "rules", "score", "read"},
    "archive": {"archive", "model"},
    "conformance": {"conformance", "model", "read", "rules", "score"},
    "pipeline": {
        "pipeline",
        "answers",
        "archive",
        "conformance",
        "model",
        "read",
        "rules",
        "score",
        "audit",
        "compare",
        "report",
    },
    "cli": {"cli", "pipeline", "model", ""},
    "": {"pipeline", "read"},  # the public names
    "__main__": {"cli"},
}
"""Layer -> layers it may know. "" is the package itself."""


def layer_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def step_of(module: str) -> str:
    """Of the pipeline's modules; "" for the package itself."""
    parts = module.split(".")
    return parts[2] if len(parts) > 2 else ""


def module_of(file: Path) -> str:
    parts = ["perfscore", *file.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import; the layers are easier to see with full names"
            if node.module == "perfscore":
                yield from (f"perfscore.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def edges() -> set[tuple[str, str]]:
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for name in imports_of(file):
            if name == "perfscore" or name.startswith("perfscore."):
                target = name if (PACKAGE / name.split(".")[1]).exists() or name.count(".") else "perfscore"
                if target.count(".") == 1 and not _is_module(target):
                    target = "perfscore"  # `from perfscore import __version__`
                found.add((layer_of(module_of(file)), layer_of(target)))
    return found


def _is_module(name: str) -> bool:
    path = PACKAGE / name.split(".")[1]
    return path.is_dir() or path.with_suffix(".py").is_file()


def test_layers_know_only_what_they_may() -> None:
    seen = edges()
    assert len(seen) > 10, "looked at too few imports: this test is broken"
    assert {layer for layer, _ in seen} <= set(ALLOWED), "a new layer: say here what it may know"
    assert {(a, b) for a, b in seen if b not in ALLOWED[a]} == set()


def test_the_pipeline_has_one_door() -> None:
    through_it, past_it = [], []
    for file in PACKAGE.rglob("*.py"):
        if layer_of(module_of(file)) != "pipeline":
            for name in imports_of(file):
                if layer_of(name) == "pipeline":
                    (through_it if name == PIPELINE else past_it).append((module_of(file), name))
    assert len(through_it) > 10, "looked at too few imports: this test is broken"
    assert past_it == []


def test_a_step_of_the_pipeline_knows_only_those_named_above_it() -> None:
    """The order is the one in which the package's docstring tells of its modules."""
    folder = PACKAGE / "pipeline"
    told = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    order = re.findall(r"^    (\w+)/? ", told, re.MULTILINE)
    files = [file for file in folder.rglob("*.py") if file != folder / "__init__.py"]
    assert sorted(order) == sorted({step_of(module_of(file)) for file in files})
    steps = [
        (step_of(module_of(file)), step_of(name))
        for file in files
        for name in imports_of(file)
        if layer_of(name) == "pipeline"
    ]
    assert len(steps) > 10, "looked at too few imports: this test is broken"
    assert [(a, b) for a, b in steps if b not in order or order.index(b) > order.index(a)] == []


def test_no_step_of_the_pipeline_hides_behind_a_public_name() -> None:
    steps = {path.stem for path in (PACKAGE / "pipeline").iterdir()}
    assert "assessing" in steps, "looked at no steps: this test is broken"
    assert steps & set(pipeline.__all__) == set()


def test_model_needs_the_standard_library_only() -> None:
    import sys

    outside = {
        name.split(".")[0] for file in (PACKAGE / "model").glob("*.py") for name in imports_of(file)
    } - set(sys.stdlib_module_names)
    assert outside == {"perfscore"}


def test_no_call_runs_outside_text_as_code() -> None:
    forbidden = {"eval", "exec", "compile", "sympify", "parse_expr", "lambdify"}
    calls = []
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                is_regex = isinstance(node.func, ast.Attribute) and name == "compile"
                if name in forbidden and not is_regex:
                    calls.append(f"{file.name}:{node.lineno} {name}")
    assert calls == []
