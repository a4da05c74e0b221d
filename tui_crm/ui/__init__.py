"""Screens, widgets, keys: the only room that knows Textual."""
