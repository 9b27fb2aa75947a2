"""The rule book: scoring formulas, one family of rules a file, findings."""
