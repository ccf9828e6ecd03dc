"""Worked cases as a suite: whole tables worked out from text, and all cases published for other implementations."""
