"""Dates and times: reading typed ones, working days, free time, the layout of a day."""
