"""The list of activities: its screen and everything that is done on its rows."""
