"""Growing areas, seasons, the diary of what is done there day by day, and harvest lots.

Owns: Material, GrowingArea, Season, InputProduct, DiaryEntry, DiaryPhoto, HarvestLot.
Needs: parties, places, keys, accounts, files, traceability. Tells: area_changed.
"""
