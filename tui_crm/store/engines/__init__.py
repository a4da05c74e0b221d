"""Code that is specific to one database engine."""
