"""Git in one pass: when each record came and last changed, and former states of the data."""
