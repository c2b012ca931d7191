"""Papers bound into one file: a contents list, bookmarks, and one page number over all of it."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from namsao.base.ui import apart
from namsao.base.ui.days import show_day
from namsao.base.ui.display import VIETNAM
from namsao.base.ui.documents import find, typeset
from namsao.core.errors import BadValue

BINDER = Path(__file__).with_name("binder.py")  # not imported: qpdf stays out of the web servers
LONGEST_S = 180
MEMORY_MB = 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the file. Neither `pdf` nor `picture` makes it a heading over the parts below it.

    level: 1 for the outermost. pdf, picture: bytes, or the path of a file, which is then read only page by
    page; never both. A picture gets a page of its own.
    """

    title: str
    level: int = 1
    pdf: bytes | Path | None = None
    picture: bytes | Path | None = None

    def __post_init__(self) -> None:
        if self.level < 1 or (self.pdf is not None and self.picture is not None):
            raise ValueError(f"not a part: {self.title!r}, level {self.level}")

    @property
    def kind(self) -> str:
        return "pdf" if self.pdf is not None else "picture" if self.picture is not None else "heading"


def bind(parts: Sequence[Part], *, title: str, at: datetime) -> bytes:
    """One PDF of all parts in order. The same values give the same bytes.

    At the front a contents list with page numbers that are links; a bookmark for each part, nested by level;
    "Trang 12/340" at the foot of every page. Links, scripts and signatures of the parts do not come along:
    it is a copy to read, the parts themselves stay what is signed.
    Raises: BadValue naming the part that cannot be read; ValueError when no part has a page.
    """
    with tempfile.TemporaryDirectory(prefix="namsao-") as folder:
        files = [_file(part, Path(folder) / f"part-{number}") for number, part in enumerate(parts)]
        pages = _asked(parts, {"act": "count", "parts": files})["pages"]
        if not sum(pages):
            raise ValueError("nothing to bind")
        # A heading at the very end has no page after it, and points at the last one.
        firsts = [min(first, sum(pages) - 1) for first in accumulate(pages[:-1], initial=0)]
        contents = Path(folder) / "contents.pdf"
        contents.write_bytes(_contents(parts, firsts, title, at))
        bound = Path(folder) / "bound.pdf"
        _asked(
            parts,
            {
                "act": "bind",
                "contents": str(contents),
                "parts": files,
                "titles": [part.title for part in parts],
                "levels": [part.level for part in parts],
                "firsts": firsts,
                "title": title,
                "made_at": f"{at.astimezone(VIETNAM):D:%Y%m%d%H%M%S}+07'00'",
                "out": str(bound),
            },
        )
        return bound.read_bytes()


def _file(part: Part, path: Path) -> dict[str, str]:
    content = part.pdf if part.pdf is not None else part.picture
    if isinstance(content, bytes):
        path.write_bytes(content)
        content = path
    return {"kind": part.kind, "path": str(content or "")}


def _asked(parts: Sequence[Part], order: dict[str, Any]) -> dict[str, Any]:
    """The binder's answer. Raises: BadValue."""
    try:
        answer: dict[str, Any] = json.loads(
            apart.run(str(BINDER), json.dumps(order).encode(), seconds=LONGEST_S, memory_mb=MEMORY_MB)
        )
    except apart.Broken as broken:
        raise BadValue(
            "Không ghép được bộ hồ sơ: có tệp hỏng hoặc quá lớn. Hãy bỏ bớt hoặc quét lại ở độ nét thấp hơn.",
            "The papers cannot be bound: a file is broken or too large.",
        ) from broken
    if "broken" in answer:
        name = parts[answer["broken"]].title
        raise BadValue(
            f"Không ghép được “{name}”: tệp hỏng hoặc đang đặt mật khẩu. Hãy thay tệp này rồi làm lại.",
            f"“{name}” cannot be bound: its file is broken or encrypted.",
        )
    return answer


def _contents(parts: Sequence[Part], firsts: Sequence[int], title: str, at: datetime) -> bytes:
    entries = [
        {"title": part.title, "level": part.level, "page": first + 1}
        for part, first in zip(parts, firsts, strict=True)
    ]
    data = {"title": title, "day": show_day(at.astimezone(VIETNAM).date()), "entries": entries}
    return typeset(find("ui/contents"), {"data": json.dumps(data)}, at)
