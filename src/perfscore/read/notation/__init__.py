"""How people write numbers, units, dates, targets and actual values in a cell."""
