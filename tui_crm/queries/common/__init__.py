"""Parts that queries share: columns, keyset pages, text search, visibility."""
