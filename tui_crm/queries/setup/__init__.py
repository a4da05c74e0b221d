"""What Setup shows."""
