"""Reminders of activities: announcing them, and the window that lists them."""
