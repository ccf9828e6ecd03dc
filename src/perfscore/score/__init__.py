"""Table and rules to scores with their explanation. The only place that rounds."""
