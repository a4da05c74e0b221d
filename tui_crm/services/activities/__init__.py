"""Write operations on activities: saving, completing, moving, timers, series."""
