"""What people see: one SQL statement a function, frozen rows, always a limit."""
