"""Queries of contractors and contact persons: lists, cards, callers, duplicates."""
