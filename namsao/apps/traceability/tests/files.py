"""Files that people bring, in every state on their way into the repository."""

import json
from datetime import timedelta
from types import SimpleNamespace

from namsao.apps.traceability.actions import imports as actions
from namsao.apps.traceability.actions.import_work import advance
from namsao.apps.traceability.models import Import
from namsao.apps.traceability.tests.build import a_lot
from namsao.base.accounts.tests.cast import NOW
from namsao.core.actor import SYSTEM
from namsao.core.epcis.events import Quantity, document, object_event
from namsao.core.epcis.vocab import Action

TABLE = (
    "GTIN;Số lô;NSX;Số lượng;ĐVT\n09521100000017;MD1;20/11/2026;90;kg\n09521100000017;MD2;20/11/2026;80;kg\n"
)


def events(count, *, kg=5, first=0):
    return [
        object_event(
            action=Action.ADD,
            at=NOW - timedelta(days=1),
            quantities=[Quantity(a_lot(f"L{number}"), kg, "KGM")],
            biz_step="creating_class_instance",
            event_id=f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        )
        for number in range(first, first + count)
    ]


def text_of(count, **how):
    return json.dumps(document(events(count, **how), NOW), indent=1).encode()


def bring(cast: SimpleNamespace, content: bytes, kind: str = "epcis", **how) -> Import:
    said = {"owner": cast.htx, "name": "tệp.json", "by": cast.hoa, "at": NOW}
    return actions.bring(kind=kind, content=content, **said | how)


def read(cast, content, **how):
    """Brought and looked at by the worker."""
    found = bring(cast, content, **how)
    work()
    found.refresh_from_db()
    return found


def write(found, cast, **how):
    actions.confirm(found=found, skip_clashes=how.get("skip_clashes", False), by=cast.hoa, at=NOW)
    work()
    found.refresh_from_db()
    return found


def table(cast, content=TABLE, kind="made", **columns):
    found = bring(cast, content.encode(), kind)
    chosen = columns or found.columns
    actions.choose_columns(found=found, columns=chosen, unit="KGM", by=cast.hoa, at=NOW)
    found.refresh_from_db()
    return found


def work(at=NOW):
    """One turn of the worker. Returns how much it found to do."""
    return advance(by=SYSTEM, at=at)
