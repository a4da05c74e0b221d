"""Everything that Setup changes: dictionaries, employees, operators; and logging in."""
