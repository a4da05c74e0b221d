"""The `tui-crm` command: parsing arguments, printing listings, starting the screens."""
