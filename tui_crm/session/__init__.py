"""What must work when the event loop does not: drafts, signals and the terminal driver."""
