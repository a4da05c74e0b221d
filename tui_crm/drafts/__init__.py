"""Drafts on disk: what is typed survives the program that it was typed in."""
