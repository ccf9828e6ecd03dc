"""Table and rules to answers: what if, what would it take, which reading was meant, what does it hang on."""
