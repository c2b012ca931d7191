"""Facilities, products and batches with honest defaults, made through the actions."""

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from PIL import Image

from namsao.apps.farms.models import HarvestLot
from namsao.apps.farms.tests.build import a_harvest
from namsao.apps.products.actions import add_facility, add_product, add_step, make_batch, recognise
from namsao.apps.products.models import Batch, Facility, Product, Recognition, Step
from namsao.base.accounts.tests.cast import NOW, TODAY


def a_facility(cast: SimpleNamespace, **facts: Any) -> Facility:
    """The workshop of HTX in Lục Hồn, declared by Hoa; the same one when it is there."""
    party = facts.get("party", cast.htx)
    known = party.facilities.first()
    if known and not facts.keys() - {"party"}:
        return known
    given = {
        "party": party,
        "place": cast.luc_hon,
        "name": "Xưởng miến Lục Hồn",
        "address": "",
        "by": cast.hoa,
    }
    return add_facility(**given | {"at": NOW} | facts)


def a_product(cast: SimpleNamespace, **facts: Any) -> Product:
    """Canna noodles in packs of 500 g."""
    given = {
        "party": cast.htx,
        "name": "Miến dong Bình Liêu",
        "set_number": 7,
        "net_content": "gói 500 g",
        "net_g": 500,
        "by": cast.hoa,
        "at": NOW,
    } | facts
    if "facility" not in given:
        given["facility"] = a_facility(cast, party=given["party"])
    return add_product(**given)


def a_recognition(cast: SimpleNamespace, product: Product | None = None, **facts: Any) -> Recognition:
    """Five stars since May 2025, for three years."""
    given = {
        "stars": 5,
        "decision_no": "2205/QĐ-BNNMT",
        "decided_on": date(2025, 5, 22),
        "valid_to": date(2028, 5, 21),
        "by": cast.lan,
        "at": NOW,
    }
    return recognise(product=product or a_product(cast), **given | facts)


def a_batch(
    cast: SimpleNamespace,
    product: Product | None = None,
    uses: Mapping[HarvestLot, Decimal] | None = None,
    **facts: Any,
) -> Batch:
    """100 packs of today out of 300 kg of a harvest of today; lot ML2611A."""
    product = product or a_product(cast)
    given = {
        "facility": product.facility,
        "lot": "ML2611A",
        "made_on": TODAY,
        "expires_on": date(2028, 11, 24),
        "quantity": 100,
        "by": cast.hoa,
        "at": NOW,
    }
    uses = uses if uses is not None else {a_harvest(cast): Decimal(300)}
    return make_batch(product=product, uses=uses, **given | facts)


def a_step(cast: SimpleNamespace, batch: Batch | None = None, **facts: Any) -> Step:
    """The strands dried on bamboo racks today."""
    given = {"texts": {"vi": "Phơi sợi trên giàn tre"}, "done_on": TODAY, "by": cast.hoa, "at": NOW}
    return add_step(batch=batch or a_batch(cast), **given | facts)


def a_jpeg(size: tuple[int, int] = (640, 480), exif: Image.Exif | None = None) -> bytes:
    """A picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "#4a7c59").save(buffer, "JPEG", exif=exif or Image.Exif())
    return buffer.getvalue()


def typed(response) -> dict[str, str]:
    """Field -> what the form shows again."""
    return {field.name: field.value() for field in response.context["form"]}
