"""Owns the files that the builder knows by name alone: links to them are good, and others write them."""

from __future__ import annotations

from mkdocs.structure.files import File

from generator.publish.pages.engine import address_of


class NamedFile(File):
    """A file or a page that is published past the builder."""

    def __init__(self, path: str) -> None:
        address = f"{address_of(path)}/index.html" if path.endswith(".md") else path
        super().__init__(path, None, "", use_directory_urls=True, dest_uri=address)
        self.generated_by = "disclosure"

    def is_documentation_page(self) -> bool:
        """No page that the builder prints."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing: whoever makes it writes it."""
