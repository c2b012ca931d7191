"""Users and postings."""

from namsao.base.accounts.models.posting import Posting
from namsao.base.accounts.models.user import User, UserQuerySet

__all__ = ["Posting", "User", "UserQuerySet"]
