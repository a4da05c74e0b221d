"""The work queue: one activity after the other."""
