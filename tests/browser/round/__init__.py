"""Everybody a round of rating needs, desk by desk: what they click, and what was there before they came."""
