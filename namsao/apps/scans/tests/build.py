"""Published passports and reports with honest defaults."""

import json
import zlib
from types import SimpleNamespace
from typing import Any

from django.conf import settings

from namsao.apps.products.models import Batch, Product
from namsao.apps.scans.actions import publish, publish_furniture, report_problem
from namsao.apps.scans.models import ProblemReport, Published
from namsao.base.access.visitor import INSTALLER, VISITOR
from namsao.base.accounts.tests.cast import NOW
from namsao.core.resolver.ask import Reader, Request
from namsao.core.resolver.decide import decide
from namsao.core.serials import Serials
from namsao.resolver.source import Row


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


class Rows:
    """The published table as the door's store reads it."""

    def newest(self):
        return Published.objects.order_by("-version").values_list("version", flat=True).first() or 0

    def rows(self, after):
        newer = Published.objects.filter(version__gt=after).order_by("version")
        return (Row(r.key, r.version, r.valid_until, r.gone, bytes(r.body)) for r in newer)


def asked(store, path):
    """(key of the page the door shows, verdict)."""
    found = decide(
        Reader(settings.RESOLVER_URL).ask(Request("GET", path, accept="text/html")),
        store.entry,
        Serials(settings.SERIALS_KEY).read,
        settings.RESOLVER_URL,
        NOW.timestamp(),
    )
    return (found.entry.key, found.verdict)
