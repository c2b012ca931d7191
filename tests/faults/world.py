"""A data folder with the cast, a season, a product and passports: what the faults befall.

Usage: python -m tests.faults.world FOLDER; leaves FOLDER/world.json with the ids and codes.
"""

import json
import os
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

LOT = "ML1"
RUN, RUNS = 2_000, 10  # labels a run, runs
ISSUED = RUN * RUNS
HARVESTED_KG = 500_000


def main(data: Path) -> dict[str, Any]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "namsao.project.settings"
    from namsao.project import secrets, setup

    secrets.make(data)
    setup.migrate()
    from django.db import transaction

    with transaction.atomic():
        return settle()


def settle() -> dict[str, Any]:
    """Hoa's season, harvest, product and batch, all published. Returns ids and codes."""
    from django.conf import settings
    from django.utils import timezone

    from namsao.apps.farms.tests.build import a_harvest, a_season, an_area
    from namsao.apps.labels.actions import issue
    from namsao.apps.products.models import Batch, Product
    from namsao.apps.products.tests.build import a_batch, a_product
    from namsao.apps.scans import actions as scans
    from namsao.base.access.visitor import INSTALLER
    from namsao.base.accounts.tests.cast import PASSWORD, the_cast
    from namsao.core.serials import Serials

    at = timezone.now()
    today = timezone.localdate()
    cast = the_cast()
    season = a_season(
        cast, an_area(cast, at=at), started_on=today - timedelta(days=200), name="Vụ này", at=at
    )
    harvest = a_harvest(cast, season, lot="DAU", quantity_kg=Decimal(HARVESTED_KG), harvested_on=today, at=at)
    product = a_product(cast, at=at)
    days = {"made_on": today, "expires_on": today + timedelta(days=365)}
    batch = a_batch(cast, product, {harvest: Decimal(10_000)}, lot=LOT, quantity=ISSUED, at=at, **days)
    for _ in range(RUNS):
        issue(batch=batch, count=RUN, layout="a4-24", by=cast.hoa, at=at)
    scans.publish_furniture(by=INSTALLER, at=at)
    scans.publish(products=Product.objects.all(), batches=Batch.objects.all(), by=INSTALLER, at=at)
    serials = Serials(settings.SERIALS_KEY)
    return {
        "login": cast.hoa.email,
        "password": PASSWORD,
        "season": season.pk,
        "harvest": harvest.pk,
        "product": product.pk,
        "batch": batch.pk,
        "facility": product.facility_id,
        "gtin": product.gtin,
        "page": f"/01/{product.gtin}/10/{LOT}",
        "serials": [serials.write(batch.number, place) for place in range(ISSUED)],
    }


if __name__ == "__main__":
    (Path(sys.argv[1]) / "world.json").write_text(json.dumps(main(Path(sys.argv[1]))))
