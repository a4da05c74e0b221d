"""What several services ask before they write."""
