"""The report knows the nouns, the programs of the machine and libraries, and no other step."""

from __future__ import annotations

import ast
from pathlib import Path

import perfscore.report

ALLOWED = ("perfscore.model", "perfscore.office", "perfscore.report")


def test_report_imports_no_other_step() -> None:
    folder = Path(perfscore.report.__file__).parent
    edges = []
    for path in folder.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                edges += [(path.name, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{path.name} imports relatively"
                edges.append((path.name, node.module or ""))
    ours = [(name, module) for name, module in edges if module.startswith("perfscore")]
    assert ours, "looked at no imports: this test is broken"
    assert [(name, module) for name, module in ours if not module.startswith(ALLOWED)] == []
