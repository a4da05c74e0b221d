"""One-line and windowed widgets; none of them knows the database."""
