"""Rule templates: dated, cited YAML in, the typed rules of one day out; the formula language; proofs."""
