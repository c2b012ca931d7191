"""Parties: cooperatives, firms, farms, households, associations, agencies.

Owns: Party. Needs: places. Tells: nothing yet.
"""
