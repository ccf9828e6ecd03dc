"""What was handed in and what came of it, kept for years: originals, tables as read, results. SQLite or PostgreSQL."""
