"""The demo: three products told in full, and word lists from which `compose` makes the rest."""
