"""Bodies of published entries, and how they are written in commit order."""

import base64
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from namsao.apps.farms.models import GrowingArea
from namsao.apps.labels.models import LabelRun
from namsao.apps.products.models import Batch, Facility, Product
from namsao.apps.scans import pages, passport
from namsao.apps.scans.models import Published, PublishedVersion
from namsao.apps.traceability.models import Recall
from namsao.apps.traceability.queries.recall import public_url
from namsao.base.files.models import StoredFile
from namsao.base.ui.display import VIETNAM, number
from namsao.core.words import LANGUAGES

VOCABULARY = "https://ref.gs1.org/voc/"
RECALL_STATUS = f"{VOCABULARY}recallStatus"


@dataclass(frozen=True)
class Draft:
    """An entry before it has a version. valid_until: epoch seconds or None. gone: to be taken away."""

    key: str
    body: dict[str, Any]
    valid_until: int | None = None
    gone: bool = False


def write(drafts: Iterable[Draft]) -> int:
    """Write entries whose content changed, take away those that are gone. Returns how many changed.

    Needs an open transaction.

    The version row is locked first: versions then grow in the order of commits, and the door,
    which asks for newer versions only, never misses one.
    """
    PublishedVersion.objects.get_or_create(pk=1)
    counter = PublishedVersion.objects.select_for_update().get(pk=1)
    drafts = {draft.key: draft for draft in drafts}
    present = {row.key: row for row in Published.objects.filter(key__in=drafts)}
    changed = []
    for draft in drafts.values():
        body = zlib.compress(json.dumps(draft.body, ensure_ascii=False, separators=(",", ":")).encode(), 6)
        row = present.get(draft.key)
        if draft.gone and (row is None or row.gone):
            continue
        if row and (row.gone, bytes(row.body), row.valid_until) == (draft.gone, body, draft.valid_until):
            continue
        counter.last += 1
        changed.append(
            Published(
                key=draft.key, version=counter.last, valid_until=draft.valid_until, gone=draft.gone, body=body
            )
        )
    Published.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["version", "valid_until", "gone", "body"],
    )
    counter.save(update_fields=["last"])
    return len(changed)


def end_of(day: date | None) -> int | None:
    """Epoch seconds of the last second of a day in Vietnam."""
    return int(datetime.combine(day, time(23, 59, 59), VIETNAM).timestamp()) if day else None


def links(path: str, title: str, recall: Recall | None = None) -> list[dict[str, Any]]:
    """Link types of an entry: the page itself, its journey, its certificates, and the recall it is under.

    Source: GS1 Web Vocabulary, gs1:recallStatus.
    """
    href = f"{settings.RESOLVER_URL}/{path}"
    page = {"type": "text/html", "hreflang": list(LANGUAGES)}
    found = [
        {"rel": f"{VOCABULARY}pip", "href": href, "title": title, **page},
        {"rel": f"{VOCABULARY}traceability", "href": f"{href}#journey", "title": title, **page},
        {"rel": f"{VOCABULARY}certificationInfo", "href": f"{href}#certificates", "title": title, **page},
    ]
    return [*found, recall_link(title, recall)] if recall else found


def recall_link(title: str, recall: Recall) -> dict[str, Any]:
    return {
        "rel": RECALL_STATUS,
        "href": public_url(recall),
        "title": f"{recall.code}: {title}",
        "type": "text/html",
        "hreflang": list(LANGUAGES),
    }


def entry(
    path: str, title: str, rendered: dict[str, str], recall: Recall | None = None, **extra: Any
) -> dict[str, Any]:
    return {
        "title": title,
        "links": links(path, title, recall),
        "redirect": None,
        "pages": rendered,
        "csp": pages.security_policy(),
        "serial_batch": None,
        "issued": 0,
        "withdrawn": False,
        "recalled": False,
        "batches": {},
    } | extra


def warned_draft(row: Published, recall: Recall) -> Draft:
    """A published entry as it stands, with the warning of a recall: quick, for its pages are not rendered again."""
    body = json.loads(zlib.decompress(bytes(row.body)))
    kept = [each for each in body["links"] if each["rel"] != RECALL_STATUS]
    body |= {"recalled": True, "links": [*kept, recall_link(body["title"], recall)]}
    return Draft(row.key, body, row.valid_until)


def product_draft(product: Product, today: date) -> Draft:
    facts = passport.gather(product, None, today)
    path = f"01/{product.gtin}"
    batches = product.batches.not_voided().values_list("number", "lot")
    numbers = {str(number): lot for number, lot in batches}
    body = entry(
        path,
        product.name,
        pages.passport_pages(facts),
        facts.newest_recall,
        batches=numbers,
        recalled=facts.recall is not None,
    )
    return Draft(path, body, end_of(facts.last_day()))


def batch_draft(batch: Batch, today: date) -> Draft:
    facts = passport.gather(batch.product, batch, today)
    path = batch_path(batch)
    body = entry(
        path,
        str(batch),
        pages.passport_pages(facts),
        facts.newest_recall,
        recalled=facts.recall is not None,
        serial_batch=batch.number,
        issued=LabelRun.objects.issued(batch),
    )
    return Draft(path, body, end_of(facts.last_day()))


def gone_batch_draft(batch: Batch) -> Draft:
    """A voided batch has no page: the door answers with the product's, as for a lot nobody made."""
    return Draft(batch_path(batch), {}, gone=True)


def batch_path(batch: Batch) -> str:
    return f"01/{batch.product.gtin}/10/{batch.lot}"


def facility_draft(facility: Facility) -> Draft:
    path = f"414/{facility.gln}"
    return Draft(path, entry(path, facility.name, pages.location_pages(facility, list)))


def area_draft(area: GrowingArea) -> Draft:
    def details() -> list[tuple[str, str]]:
        material = passport.words({"vi": area.material.name} | area.material.names, get_language() or "vi")
        facts = [(_("Diện tích"), f"{number(area.area_ha)} ha"), (_("Trồng"), material.text)]
        return [*facts, (_("Mã số vùng trồng"), area.code)] if area.code else facts

    path = f"414/{area.gln}"
    return Draft(path, entry(path, area.name, pages.location_pages(area, details)))


def image_draft(photo: StoredFile) -> Draft:
    content = base64.b64encode(photo.content()).decode()
    return Draft(pages.image_key(photo), {"media_type": photo.media_type, "base64": content})


def furniture_draft() -> Draft:
    with override("vi"):
        return Draft("-/furniture", pages.furniture())
