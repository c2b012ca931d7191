"""The way back from the pages of one paper."""

from django.urls import reverse
from django.utils.translation import gettext as _

from namsao.apps.evidence.models import Document


def trail(document: Document | None = None) -> list[dict[str, str]]:
    """The library, and the paper itself for the pages under it."""
    steps = [{"label": _("Minh chứng"), "url": reverse("evidence:documents")}]
    if document:
        steps.append({"label": str(document), "url": reverse("evidence:document", args=[document.pk])})
    return steps
