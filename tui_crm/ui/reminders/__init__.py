"""Reminders: when they are told, and their window."""
