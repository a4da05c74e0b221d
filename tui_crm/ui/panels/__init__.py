"""Panes and columns that show activities, contractors and persons on several screens."""
