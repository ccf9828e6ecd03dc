"""Statements of running text to findings: one small function for each check, the list of checks is the registry."""
