"""Recurring activities: reading a typed repeat phrase, and computing the days of its rule."""
