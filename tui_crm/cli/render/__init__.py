"""Output of the command line: tables for people, JSON for programs."""
