"""The look of a page that its Markdown does not hold: tables, folds, badges, pictures. Needs nothing of any builder."""

from generator.publish.dressing.dress import dress, dress_page

__all__ = ["dress", "dress_page"]
