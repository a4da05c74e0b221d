"""The schedule section: one employee's days, or one day of several employees."""
