"""Kinds of findings of the audit (A), a module for each of `checks/` and `between/`. Each is declared once; codes are never reused."""
