"""Pages with their templates."""
