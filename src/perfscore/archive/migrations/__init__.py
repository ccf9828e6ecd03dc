"""How an archive's tables came to be, step by step, each step both ways."""
