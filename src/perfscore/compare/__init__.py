"""Assessments of several years -> differences. Knows the model only."""
