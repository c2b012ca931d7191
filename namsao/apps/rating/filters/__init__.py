"""Filters of ratings."""
