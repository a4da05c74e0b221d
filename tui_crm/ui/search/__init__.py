"""Finding contractors, persons and activities, the caller of a number, and commands."""
