"""Queries of activities: lists, details, schedule, reminders, digest."""
