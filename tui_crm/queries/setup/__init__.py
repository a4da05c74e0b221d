"""Queries of Setup: dictionaries, employees, operators and their change log."""
