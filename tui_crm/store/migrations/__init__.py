"""Numbered migrations; each holds a frozen copy of the tables as they were made."""
