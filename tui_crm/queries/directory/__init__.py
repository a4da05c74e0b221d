"""What the screens show of contractors and contact persons."""
