"""Activities: list models (Today, all, timeline), windows about them, and the completion bar."""
