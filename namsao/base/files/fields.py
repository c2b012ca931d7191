"""Form fields that take one paper. The value is the upload: `actions` judge and keep it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

SIGNED = "application/pdf"
TAKEN = f"{SIGNED},image/jpeg,image/png,image/webp"


class PaperField(forms.FileField):
    """A PDF, or a photograph of the paper."""

    def __init__(self, **options: Any) -> None:
        shown = {
            "widget": forms.FileInput({"accept": TAKEN}),
            "help_text": _("PDF hoặc ảnh chụp rõ, tới 20 MB."),
        }
        super().__init__(**shown | options)


class SignedPaperField(forms.FileField):
    """A signed PDF: it is kept byte for byte."""

    def __init__(self, **options: Any) -> None:
        help_text = _("PDF đến 20 MB. Bản ký số được giữ nguyên từng byte.")
        super().__init__(**{"widget": forms.FileInput({"accept": SIGNED}), "help_text": help_text} | options)
