"""Recurring activities: the phrase that is typed, and the days that follow from it."""
