"""Be Vietnam Pro for staff screens and papers, out of its PyPI package: nothing of it is committed."""

from pathlib import Path

import fontpkg_be_vietnam_pro

STATIC_PREFIX = "ui/fonts"


def font_dir() -> Path:
    """Folder with the TTF files, one per weight: for Typst, and for static files."""
    return Path(fontpkg_be_vietnam_pro.ROOT) / "files"


def static_entry() -> tuple[str, str]:
    """The STATICFILES_DIRS entry that serves the fonts under ui/fonts/, where fonts.css looks for them."""
    return STATIC_PREFIX, str(font_dir())
