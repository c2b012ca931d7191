"""Users, postings, and the keys of other systems."""

from namsao.base.accounts.models.key import SCOPES, ApiActor, ApiKey
from namsao.base.accounts.models.posting import Posting
from namsao.base.accounts.models.user import User, UserQuerySet

__all__ = ["SCOPES", "ApiActor", "ApiKey", "Posting", "User", "UserQuerySet"]
