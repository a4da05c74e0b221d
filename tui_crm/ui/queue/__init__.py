"""The work queue: works through activities card by card."""
