"""What several queries are made of: columns, pages, the search for a text, who sees what."""
