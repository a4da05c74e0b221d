"""Commands and their keys: each declared once, changed by the operator's settings."""
