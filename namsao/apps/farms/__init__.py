"""Growing areas, seasons, the diary of what is done there day by day, and harvest lots; the households that grow for a
producer, their contracts, what they deliver and are paid.

Owns: Material, GrowingArea, Season, InputProduct, DiaryEntry, DiaryPhoto, HarvestLot, Household, Contract,
ContractPaper, Delivery, Payment.
Needs: parties, places, keys, accounts, files, traceability. Tells: area_changed.
"""
