"""Names of files, as people see them again when they download."""

import re
from pathlib import PurePosixPath, PureWindowsPath

from namsao.core.vietnamese import nfc

LONGEST = 120
ENDINGS = {"application/pdf": ".pdf", "image/webp": ".webp"}

# Control characters, signs no file system takes, and marks that turn the reading direction round.
_NOT_FOR_FILES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


def bare(name: str) -> str:
    """The last part of a path of any system, in composed form, without signs that could mislead."""
    last = PureWindowsPath(PurePosixPath(nfc(name)).name).name
    return " ".join(_NOT_FOR_FILES.sub(" ", last).split()).strip(". ")[-LONGEST:]


def titled(name: str, media_type: str) -> str:
    """The bare name with the ending its content has: “giấy.jpg” kept as WebP is “giấy.webp”."""
    ending = ENDINGS.get(media_type, "")
    stem = PurePosixPath(bare(name)).stem.strip(". ")[: LONGEST - len(ending)]
    return f"{stem or 'tep'}{ending}"
