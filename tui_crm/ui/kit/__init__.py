"""The parts that every screen is made of; none of them knows the CRM's records."""
