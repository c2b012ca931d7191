"""Audit entries."""

from namsao.base.audit.locks import lock
from namsao.base.audit.models.entry import Entry

lock(Entry)

__all__ = ["Entry"]
