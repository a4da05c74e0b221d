"""The Setup section: dictionaries, employees, operators, company settings and rights."""
