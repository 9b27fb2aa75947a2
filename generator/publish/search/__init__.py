"""The search index: built from the forms and the written pages, asked by the scripts in overrides/assets/search."""

from generator.publish.search import opensearch
from generator.publish.search.cells import PublishedText, cells_of
from generator.publish.search.folding import fold
from generator.publish.search.index import Searched, build_index, pieces
from generator.publish.search.written import WrittenPage, read_written, rule_page

__all__ = [
    "PublishedText",
    "Searched",
    "WrittenPage",
    "build_index",
    "cells_of",
    "fold",
    "opensearch",
    "pieces",
    "read_written",
    "rule_page",
]
