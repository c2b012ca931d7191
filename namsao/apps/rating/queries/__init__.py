"""Reads over many rows."""
