"""Secrets of others that we must be able to read again: encrypted at rest, with a key outside the database."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings

PURPOSE = b"namsao.traceability.subscription:"


def seal(text: str) -> str:
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises: cryptography.fernet.InvalidToken when the key of the installation is another one by now."""
    return _fernet().decrypt(sealed.encode()).decode()


def _fernet() -> Fernet:
    key = hashlib.sha256(PURPOSE + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
