"""Prefixes, counters, and the numbers in use."""

from namsao.base.keys.models.given import GivenGln
from namsao.base.keys.models.prefix import CompanyPrefix, Counter
from namsao.base.keys.models.taken import TakenGtin

__all__ = ["CompanyPrefix", "Counter", "GivenGln", "TakenGtin"]
