"""Contractors and persons: telephone numbers, tax numbers, who is probably the same."""
