"""The schedule of one or more employees."""
