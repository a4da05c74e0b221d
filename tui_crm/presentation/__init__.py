"""Rows and values as words: shared by screens and the command line, free of Textual."""
