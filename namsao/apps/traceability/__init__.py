"""The ledger of EPCIS 2.0 events: what happened to which lot, where, when and why.

Owns: Event, Mention and what follows from them; Recall. Needs: core/epcis, parties, files, work. Tells: recall_moved.
Every verb of the road writes here.
"""
