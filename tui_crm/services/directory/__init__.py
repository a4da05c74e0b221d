"""Write operations on contractors and contact persons, including merging."""
