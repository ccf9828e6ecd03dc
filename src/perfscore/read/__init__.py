"""From bytes to tables: guard, grid, layout, notation. Takes a file, gives `AssessmentTable`s with findings."""
