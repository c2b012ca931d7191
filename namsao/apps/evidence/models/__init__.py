"""Certificates as a passport shows them, and the documents of the library."""

from namsao.apps.evidence.models.certificate import Certificate, CertificateQuerySet
from namsao.apps.evidence.models.document import (
    SOON_DAYS,
    Document,
    DocumentFile,
    DocumentQuerySet,
    ExpiryWarning,
)

__all__ = [
    "SOON_DAYS",
    "Certificate",
    "CertificateQuerySet",
    "Document",
    "DocumentFile",
    "DocumentQuerySet",
    "ExpiryWarning",
]
