"""Write operations on dictionaries, employees and operators; logging in."""
