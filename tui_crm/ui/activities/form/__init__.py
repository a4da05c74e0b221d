"""The form of an activity: its screen and what each of its parts does."""
