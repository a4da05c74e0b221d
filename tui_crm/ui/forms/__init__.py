"""The form engine: declared fields, saving, drafts, edit conflicts, adding records in lookups."""
