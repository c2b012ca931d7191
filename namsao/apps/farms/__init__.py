"""Growing areas, seasons and harvest lots.

Owns: Material, GrowingArea, Season, HarvestLot. Needs: parties, places, keys, traceability.
Tells: area_changed.
"""
