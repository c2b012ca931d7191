"""The law of the house: pure rules, computed from values; no Django, no network, no clock."""
