"""Everything that changes a contractor or a contact person."""
