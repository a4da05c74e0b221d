"""Write operations: each call applies the rules of the domain in one transaction."""
