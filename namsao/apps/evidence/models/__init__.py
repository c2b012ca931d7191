"""Certificates."""

from namsao.apps.evidence.models.certificate import Certificate, CertificateQuerySet

__all__ = ["Certificate", "CertificateQuerySet"]
