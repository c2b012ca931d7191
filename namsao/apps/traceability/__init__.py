"""The ledger of EPCIS 2.0 events: what happened to which lot, where, when and why.

Owns: Event, Mention. Needs: core/epcis, parties. Tells: nothing yet. Every verb of the road writes here.
"""
