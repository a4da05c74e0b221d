"""Rules and values: no clock, no database, no screen."""
