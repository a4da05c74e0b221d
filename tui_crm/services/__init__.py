"""What people do: rules from the domain, one transaction a call."""
