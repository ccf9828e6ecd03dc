"""What the cells of a grid mean: recognised by their words and their content, never by fixed positions."""
