"""Files to running text, and running text to the statements it makes: paragraphs, figures, what each figure says."""
