"""Scripts for developers of tui-crm."""
