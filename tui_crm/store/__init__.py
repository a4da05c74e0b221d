"""The database: models, opening, transactions, one thread. No rules."""
