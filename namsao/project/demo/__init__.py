"""The demo: an illustrative province, built from the demo packs through the house's own verbs."""
