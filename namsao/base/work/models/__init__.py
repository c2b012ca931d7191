"""Notices, the messages that carry them, and channels people switched off."""

from namsao.base.work.models.message import Message, Muted
from namsao.base.work.models.notice import Notice, NoticeQuerySet

__all__ = ["Message", "Muted", "Notice", "NoticeQuerySet"]
