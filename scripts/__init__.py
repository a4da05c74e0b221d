"""Small programs for those who work on tui-crm."""
