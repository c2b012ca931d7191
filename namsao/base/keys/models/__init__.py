"""Prefixes and counters."""

from namsao.base.keys.models.prefix import CompanyPrefix, Counter

__all__ = ["CompanyPrefix", "Counter"]
