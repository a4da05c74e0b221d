"""The parts of Setup: what each lists, and what its keys do."""
