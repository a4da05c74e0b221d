"""What is one database engine's alone; everything else speaks to all of them alike."""
