"""Contractors and contact persons: lists, cards, forms and merging."""
