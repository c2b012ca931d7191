"""Published passports and reports with honest defaults."""

import json
import zlib
from types import SimpleNamespace
from typing import Any

from namsao.apps.products.models import Batch, Product
from namsao.apps.scans.actions import publish, publish_furniture, report_problem
from namsao.apps.scans.models import ProblemReport, Published
from namsao.base.access.visitor import INSTALLER, VISITOR
from namsao.base.accounts.tests.cast import NOW


def publish_all() -> None:
    """Furniture, and the pages of every product and batch there is."""
    publish_furniture(by=INSTALLER, at=NOW)
    publish(products=Product.objects.all(), batches=Batch.objects.all(), by=INSTALLER, at=NOW)


def body(key: str) -> dict[str, Any]:
    """The published entry under the key."""
    return json.loads(zlib.decompress(bytes(Published.objects.get(key=key).body)))


def a_report(cast: SimpleNamespace, product: Product) -> ProblemReport:  # builders take the cast
    """A shopper doubts a pack."""
    return report_problem(
        code=f"/01/{product.gtin}",
        kind="fake",
        text="Tem dán lệch, chữ mờ.",
        contact="0912345678",
        by=VISITOR,
        at=NOW,
    )
