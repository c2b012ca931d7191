"""The icons: one sprite, one stroke, drawn into the page so that none is fetched."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"
_SYMBOL = re.compile(r'<symbol id="([a-z]+)" viewBox="0 0 24 24">(.*?)</symbol>')


@lru_cache(maxsize=1)
def shapes() -> Mapping[str, str]:
    """Icon name -> the SVG shapes inside its 24 × 24 box, in the order of the sprite."""
    return MappingProxyType(dict(_SYMBOL.findall(_SPRITE.read_text(encoding="utf-8"))))


@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """The icon as an <svg> hidden from screen readers: the word beside it speaks.

    Raises: KeyError for a name that is not in the sprite.
    """
    if name not in shapes():
        raise KeyError(f"no icon {name!r}; there are: {', '.join(shapes())}")
    inside = mark_safe(shapes()[name])  # noqa: S308 - our own sprite
    return format_html('<svg class="i" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', inside)
