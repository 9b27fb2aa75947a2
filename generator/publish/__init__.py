"""Pages, downloads and the MkDocs plugin: everything between the model and site/."""
