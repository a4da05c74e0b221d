"""Commands and their keys: declared once, and changeable in the operator's settings."""
