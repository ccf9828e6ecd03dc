"""Reviews of self-assessments on the terminal: what is settled, what is open, and between what the score can lie."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from perfscore.cli.show import Text
from perfscore.cli.words import Say
from perfscore.model.decimals import plain
from perfscore.model.review import Review


def show_reviews(out: Console, reviews: Sequence[Review], say: Say) -> None:
    for review in reviews:
        out.print(Text(say("review_title", file=review.path.name), style="bold"))
        out.print(Text(say("review_rules", name=review.name, id=review.template), style="dim"))
        if not review.in_force:
            out.print(Text(say("review_not_in_force"), style="yellow"))
        out.print(_grid(review, say))
        settled = {
            "lost": plain(review.lost),
            "count": len(review.cases),
            "each": plain(review.each),
            "cap": plain(review.cap),
        }
        unverified = "" if review.source.verified else say("unverified")
        out.print(Text(f"{say('review_settled', **settled)}{unverified}", style="bold"))
        out.print(
            Text(say("review_open", count=len(review.items), points=plain(review.open_points)), style="bold")
        )
        lowest, highest = plain(review.lowest), plain(review.highest)
        out.print(Text(say("review_range", lowest=lowest, highest=highest), style="bold"))


def _grid(review: Review, say: Say) -> Table:
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    for _ in range(2):
        grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for item in review.items:
        text = Text(say("review_look", look=item.look_at))
        if item.hints:
            hints = "、".join(f"{finding.code} {finding.at}" for finding in item.hints)
            text.append_text(Text(f"\n{say('review_hints', hints=hints)}", style="dim"))
        points = say("review_points", points=plain(item.points))
        grid.add_row(Text(item.name), Text(points), Text(say("review_by_person"), style="yellow"), text)
    for case in review.cases:
        finding, words = case.finding, case.finding.wording(say.lang)
        text = Text(f"{finding.code} {finding.at} {words.message}")
        text.append_text(Text(f"\n{say('review_because', because=case.because)}", style="dim"))
        points = say("review_points", points=f"−{plain(review.each)}")
        grid.add_row(Text(review.error_level), Text(points), Text(case.sort, style="red"), text)
    if not review.cases:
        grid.add_row(
            Text(review.error_level), Text(""), Text(""), Text(say("review_no_cases"), style="green")
        )
    return grid
