"""The product in words, in every language of the passport."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from namsao.apps.products.models import Product
from namsao.apps.products.signals import product_changed
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.errors import BadValue
from namsao.core.vietnamese import nfc
from namsao.core.words import LANGUAGES, NATIVE, Words

# Source: the passport's budget of 70 KB a page (docs/decisions/0004), of which the words may take 20.
LONGEST: Mapping[str, int] = {"names": 160, "summary": 300, "story": 4000, "ingredients": 1000, "usage": 1000}

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_MANY_LINES = re.compile(r"\n{3,}")


@transaction.atomic
def tell_story(
    *,
    product: Product,
    names: Words,
    summary: Words,
    story: Words,
    ingredients: Words,
    usage: Words,
    by: Actor,
    at: datetime,
) -> Product:
    """Set the texts of the languages given; the other languages stay, a blank text is taken out.

    Each is a language of `core.words` -> plain text; a blank line parts paragraphs. The Vietnamese name is
    the product's own and is left out here. Writes: the Product, one audit entry. News: product_changed.
    Raises: BadValue at the field for an unknown language or a text that is too long.
    """
    held = Product.objects.select_for_update().get(pk=product.pk)
    given = {"names": names, "summary": summary, "story": story, "ingredients": ingredients, "usage": usage}
    for field, texts in given.items():
        merged = {**getattr(held, field), **_checked(field, texts)}
        kept = {language: merged[language] for language in LANGUAGES if merged.get(language)}
        setattr(product, field, kept)
    product.names.pop(NATIVE, None)
    product.save(update_fields=list(given))
    record(by=by, at=at, verb="tell_story", target=product)
    product_changed.send(at=at, product=product.pk)
    return product


def _checked(field: str, texts: Words) -> dict[str, str]:
    unknown = sorted(texts.keys() - LANGUAGES.keys())
    if unknown:
        raise BadValue(f"Chưa có ngôn ngữ “{unknown[0]}”.", f"There is no language “{unknown[0]}”.", field)
    plain = {language: _plain(text) for language, text in texts.items()}
    if any(len(text) > LONGEST[field] for text in plain.values()):
        raise BadValue(
            f"Dài quá {LONGEST[field]} ký tự. Hãy viết ngắn lại cho dễ đọc trên điện thoại.",
            f"Longer than {LONGEST[field]} characters.",
            field,
        )
    return plain


def _plain(text: str) -> str:
    """Composed letters, one kind of line break, nothing invisible."""
    lines = nfc(text).replace("\r\n", "\n").replace("\r", "\n")
    return _MANY_LINES.sub("\n\n", _CONTROL.sub(" ", lines)).strip()
