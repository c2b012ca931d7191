"""The house as people meet it: a real demo, a real browser."""
