"""Checks of the house itself: plan, size, words, papers. Standard library and pytest alone; no database."""
