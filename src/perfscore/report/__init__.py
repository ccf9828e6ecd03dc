"""Assessments -> report files (docx, html, xlsx, json). One context says everything; the writers are thin."""
