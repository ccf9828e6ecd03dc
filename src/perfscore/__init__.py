"""perfscore: reads, scores, explains and audits performance self-assessment tables (绩效自评表).

Everything here is public; nothing else is. `read` is the function; the folder of the same name is reached by
`from perfscore.read… import …`.
"""

from perfscore.pipeline import assess, compare, load_template, read, write_report
from perfscore.read.notation.actuals import parse_actual
from perfscore.read.notation.targets import parse_target

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "assess",
    "compare",
    "load_template",
    "parse_actual",
    "parse_target",
    "read",
    "write_report",
]
