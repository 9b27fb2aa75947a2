"""The search index: built from the forms and the written pages, asked by the scripts in overrides/assets/search."""

from generator.publish.search import opensearch
from generator.publish.search.cells import Cell, cells_of
from generator.publish.search.folding import fold
from generator.publish.search.index import build_index
from generator.publish.search.written import WrittenPage, read_written, rule_page

__all__ = ["Cell", "WrittenPage", "build_index", "cells_of", "fold", "opensearch", "read_written", "rule_page"]
