"""Everything that knows the terminal and the private parts of Textual."""
