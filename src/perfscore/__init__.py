"""perfscore: reads, scores, explains and audits performance self-assessment tables (绩效自评表).

The public names, loaded on first use so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfscore.pipeline import assess, load_template, read, write_report
    from perfscore.read.notation.actuals import parse_actual
    from perfscore.read.notation.targets import parse_target

__version__ = "0.1.0"

_HOMES = {
    "read": "perfscore.pipeline",
    "assess": "perfscore.pipeline",
    "load_template": "perfscore.pipeline",
    "write_report": "perfscore.pipeline",
    "parse_target": "perfscore.read.notation.targets",
    "parse_actual": "perfscore.read.notation.actuals",
}

__all__ = ["__version__", "assess", "load_template", "parse_actual", "parse_target", "read", "write_report"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'perfscore' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
