"""What a try with wrong input is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
TOMORROW = f"{TODAY + timedelta(days=1):%d/%m/%Y}"
REQUIRED = "Hãy điền hoặc chọn ô này."
NO_SUCH_DAY = "Không có ngày “31/02/2026” trong lịch. Hãy xem lại ngày, tháng và năm."
TWO_WAYS = "“12.5” chưa rõ là bao nhiêu. Phần lẻ ghi sau dấu phẩy: hãy ghi 12,5."
HARVEST = ("/farms/", "Nương dong đồi Nà Sao", "Ghi thu hoạch")
PRODUCT = ("/products/", "Miến dong Bình Liêu")
BATCH = (*PRODUCT, "ML2611A")


@dataclass(frozen=True)
class Wrong:
    """One try. path: a page, then the links to follow. said: label -> sentence. lists: must not change."""

    title: str
    path: tuple[str, ...]
    submit: str
    typed: Mapping[str, str | Path]
    said: Mapping[str, str]
    role: str = "producer"
    lists: tuple[str, ...] = ("/farms/", "/products/", "/trace/", "/labels/")

    def __str__(self) -> str:
        return self.title
