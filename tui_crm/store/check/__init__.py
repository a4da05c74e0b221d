"""Examining a database: the file, its rows, what is derived from them, and who may use it."""
