"""A keyboard-only CRM for the terminal."""

__version__ = "0.2.0"
