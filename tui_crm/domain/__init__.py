"""Business rules and values, without access to clock, database or screen."""
