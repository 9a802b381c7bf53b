"""From tables to records, strictly: nothing is coerced, and everything wrong is told at once."""
