"""Proofs about formulas that are linear on each of their paths, whatever the number of variables.

A path is one way through the conditions, minimums and maximums of a formula: linear conditions, and the linear
result they lead to. Whether some figures meet linear conditions is settled exactly on fractions by eliminating one
variable after the other; figures that do are found on the way back. Nothing here is left to chance: an answer of
no is a proof.

    forms         linear forms and their arithmetic
    elimination   conditions -> figures that meet them
    paths         a formula -> its paths
    scale         the points for which a question must be settled
    bounds        is the result ever out of bounds, or does it turn back?
    jumps         where does it jump?
"""
