"""Review: what a change of data/ means, and what git knows of the history of each record."""
