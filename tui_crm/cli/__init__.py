"""The command line: what stands behind `tui-crm`, its listings and what they print."""
