"""The checkers. Each takes the root of a tree and returns its breaches, so a test can feed it a bad tree."""
