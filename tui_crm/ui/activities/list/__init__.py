"""The screen that lists activities, and everything that can be done on its rows."""
