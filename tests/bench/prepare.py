"""A data folder with one published passport. Prints the path of its scan address."""

import os
import sys
from pathlib import Path


def main(data: Path) -> str:
    os.environ["DJANGO_SETTINGS_MODULE"] = "namsao.project.settings"
    from namsao.project import secrets, setup

    secrets.make(data)
    setup.migrate()
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from namsao.apps.labels.actions import issue
    from namsao.apps.products import actions
    from namsao.apps.products.models import Batch, Product
    from namsao.apps.scans import actions as scans
    from namsao.base.access.visitor import INSTALLER
    from namsao.base.places.actions import load_pack
    from namsao.core.serials import Serials
    from namsao.packs import load
    from namsao.project.demo import register, stories

    at = timezone.now()
    with transaction.atomic():
        province = load_pack(pack=load("places", "quang-ninh-2025-07"), by=INSTALLER, at=at)
        places = {place.code: place for place in province.children.filter(valid_to=None)}
        owner = register.producers(places, at)[0]
        story = stories.all_stories()[0]
        product = stories.product_of(story, owner, places, INSTALLER, at)
        day = at.date()
        batch = actions.bring_in_batches(
            rows=[(product, product.facility, "ML2611A", day, day.replace(year=day.year + 2), 1000)],
            by=INSTALLER,
            at=at,
        )[0]
        issue(batch=batch, count=1000, layout="a4-24", by=INSTALLER, at=at)
        scans.publish_furniture(by=INSTALLER, at=at)
        scans.publish(products=Product.objects.all(), batches=Batch.objects.all(), by=INSTALLER, at=at)
    serial = Serials(settings.SERIALS_KEY).write(batch.number, 7)
    return f"/01/{product.gtin}/10/{batch.lot}/21/{serial}"


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
