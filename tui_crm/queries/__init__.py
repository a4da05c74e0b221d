"""Read operations: one SQL statement per function, returning frozen rows, always limited."""
