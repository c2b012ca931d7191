"""The bytes of a file that was brought, and its end."""

from datetime import datetime

from namsao.apps.traceability.models import Import, ImportFile


def content_of(found: Import) -> bytes:
    """The file as it came; only of one that is not done with."""
    return bytes(ImportFile.objects.get(pk=found.pk).content)


def end(held: Import, state: str, at: datetime) -> None:
    """Nothing more is done with it: the bytes go. Writes: the import, which the caller has locked."""
    held.state, held.finished_at = state, at
    held.save()
    ImportFile.objects.filter(pk=held.pk).delete()
