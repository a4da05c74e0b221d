"""Finding: anything, who is calling, a command."""
