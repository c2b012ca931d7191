"""What people copy from papers."""

from namsao.apps.evidence.forms.certificate import FIELDS, CertificateForm, ProductCertificateForm
from namsao.apps.evidence.forms.document import DocumentForm, FilesForm, NewDocumentForm

__all__ = [
    "FIELDS",
    "CertificateForm",
    "DocumentForm",
    "FilesForm",
    "NewDocumentForm",
    "ProductCertificateForm",
]
