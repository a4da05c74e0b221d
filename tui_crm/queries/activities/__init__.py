"""What the screens show of activities."""
