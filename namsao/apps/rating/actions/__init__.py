"""The verbs of ratings."""
