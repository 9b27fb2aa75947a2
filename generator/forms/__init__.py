"""What several rooms share: rows, the collection with its neighbours, scoring formulas. Judges and shows nothing."""
