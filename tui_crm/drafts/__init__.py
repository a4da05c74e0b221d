"""Drafts on disk: unsaved input survives the end of the program."""
