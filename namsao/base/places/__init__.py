"""Province and commune-level units, with validity dates and what they were before.

Owns: Place, Succession. Needs: nothing. Tells: nothing. Data: packs/places.
"""
