"""Sentences and words the pages, feeds and downloads share."""
