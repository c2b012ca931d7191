"""A code as people type, paste or scan it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from namsao.apps.traceability.queries import link_of
from namsao.base.ui.fields import in_words
from namsao.core.gs1.errors import Invalid
from namsao.core.gs1.link import Link


class CodeField(forms.CharField):
    """Anything that names goods or a place. Value: Link, None when left empty."""

    def clean(self, value: Any) -> Link | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return link_of(text)
        except Invalid as reason:
            raise ValidationError(in_words(reason), code=reason.code) from reason
