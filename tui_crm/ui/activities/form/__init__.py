"""The activity form: its screen, its fields and the controllers of its parts."""
