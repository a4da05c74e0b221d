"""What fills the terminal, one subject a file."""
