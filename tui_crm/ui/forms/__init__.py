"""What every form does: fields, saving, drafts, a colleague's change, choosing records."""
