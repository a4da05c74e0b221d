"""Contractors and contact persons: lists, cards, forms, merging."""
