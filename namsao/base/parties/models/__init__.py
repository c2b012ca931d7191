"""Parties."""

from namsao.base.parties.models.party import Party, PartyQuerySet

__all__ = ["Party", "PartyQuerySet"]
