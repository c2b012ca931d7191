"""The verbs of the evidence library."""

from namsao.apps.evidence.actions.certificate import add_certificate, change_certificate
from namsao.apps.evidence.actions.document import add_document, change, mark_used, replace, withdraw
from namsao.apps.evidence.actions.expiry import warn_expiring
from namsao.apps.evidence.actions.file import add_file, add_files, remove_file
from namsao.apps.evidence.facts import Facts

__all__ = [
    "Facts",
    "add_certificate",
    "add_document",
    "add_file",
    "add_files",
    "change",
    "change_certificate",
    "mark_used",
    "remove_file",
    "replace",
    "warn_expiring",
    "withdraw",
]
