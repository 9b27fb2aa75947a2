"""The doors: MkDocs plugin, settings, preview."""
