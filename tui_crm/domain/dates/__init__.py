"""Dates and times: read as people type them, moved, shown, and what a day has room for."""
