"""Audit entries."""

from namsao.base.audit.models.entry import Entry

__all__ = ["Entry"]
