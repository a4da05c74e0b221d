"""Activities: what their lists hold, and the windows about them."""
