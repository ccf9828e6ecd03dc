"""Table, rules and scores to findings: one small function for each check, the list of checks is the registry."""
