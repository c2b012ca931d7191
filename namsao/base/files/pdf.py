"""PDF papers from strangers: judged in a program of their own, then kept byte for byte.

A signature in a PDF survives only when no byte changes, so nothing is cleaned: what is unsafe is refused.
"""

import json
import subprocess
import sys
from typing import Any

from namsao.base.files import pdf_check
from namsao.core.errors import BadValue

MEDIA_TYPE = "application/pdf"
MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 500
LONGEST_S = 30  # by the clock; the program itself may compute for 20

HEAD, END = b"%PDF-", b"%%EOF"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

FAULTS = {
    "encrypted": (
        "đang đặt mật khẩu hoặc khoá. Hãy lưu một bản không khoá rồi tải lên.",
        "is encrypted.",
    ),
    "broken": (
        "bị hỏng, không mở được. Hãy mở thử trên máy, in lại ra PDF rồi tải lên.",
        "is broken.",
    ),
    "active": (
        "có mã chạy hoặc tệp nhúng bên trong, nên không nhận vì lý do an toàn. Hãy in lại ra PDF rồi tải lên.",
        "holds scripts, embedded files or other active content.",
    ),
    "empty": ("không có trang nào.", "has no page."),
    "long": (
        f"dài hơn {MAX_PAGES} trang. Hãy tách thành nhiều tệp.",
        f"has over {MAX_PAGES} pages.",
    ),
    "large": ("lớn hơn 20 MB. Hãy quét ở độ nét thấp hơn hoặc tách thành nhiều tệp.", "is over 20 MB."),
}


def is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF; a file that hides one behind something else does not."""
    return content.removeprefix(BYTE_ORDER_MARK).lstrip()[: len(HEAD)] == HEAD


def check(content: bytes, name: str, field: str | None = None) -> int:
    """The pages of a PDF that is safe to keep and to show.

    name: as the person calls the file, for the sentence. Raises: BadValue.
    """
    found: dict[str, Any] = {"fault": "large"} if len(content) > MAX_BYTES else _looked_at(content)
    pages = found.get("pages", 0)
    fault = found.get("fault") or ("" if pages else "empty") or ("long" if pages > MAX_PAGES else "")
    if fault:
        sentence, sentence_en = FAULTS[fault]
        raise BadValue(f"Tệp “{name}” {sentence}", f"The file “{name}” {sentence_en}", field)
    return int(pages)


def _looked_at(content: bytes) -> dict[str, Any]:
    """What the program found; a file that is cut off, kills it, or takes its time counts as broken."""
    if END not in content[-2048:]:
        return {"fault": "broken"}  # qpdf would make do with the pages that are left
    try:
        done = subprocess.run(  # noqa: S603  # our own file; what people gave is on its stdin
            [sys.executable, "-I", pdf_check.__file__],
            input=content,
            capture_output=True,
            timeout=LONGEST_S,
            check=False,
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {"fault": "broken"}
    return found
