"""Everything that changes an activity."""
