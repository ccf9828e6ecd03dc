"""Write the golden texts of tests/golden/comparison anew: `python tests/golden/build_comparison.py`. Read the difference."""

from __future__ import annotations

from pathlib import Path

from perfscore import pipeline
from perfscore.report.comparison_context import comparison_facts
from perfscore.report.prose import comparison_markdown

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples" / "zhaohua-2022-2024"

if __name__ == "__main__":
    found = pipeline.compare_files(sorted(EXAMPLES.glob("*.xlsx")), under=pipeline.NEWEST).comparisons
    for one, name in zip(found, ("department", "project"), strict=True):
        text = comparison_markdown(comparison_facts(one))
        (HERE / "comparison" / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
