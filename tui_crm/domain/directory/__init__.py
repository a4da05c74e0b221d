"""Rules of contractors and persons: fields, phone numbers, tax ids, probable duplicates."""
