"""The database: models, opening, migrations, transactions, its thread; no business rules."""
