"""Screens, widgets and keys of the interface; only this and `terminal` use Textual."""
