"""Places: provinces and their commune-level units, one pack a province and a day they took effect."""
