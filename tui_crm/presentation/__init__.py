"""Formatting rows and values as text, for screens and the command line, without Textual."""
