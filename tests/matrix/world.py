"""One of everything, all of it Hoa's: the rows the permission matrix visits."""

from datetime import date
from types import SimpleNamespace

from namsao.apps.evidence.actions import add_certificate
from namsao.apps.farms.tests.build import a_harvest, a_season, an_area, an_entry, an_input
from namsao.apps.farms.tests.phone import a_picture
from namsao.apps.labels.actions import issue
from namsao.apps.products.actions import set_photo
from namsao.apps.products.tests.build import a_batch, a_jpeg, a_product
from namsao.apps.scans.tests.build import a_report
from namsao.base.accounts.actions import make_key
from namsao.base.accounts.models import Posting
from namsao.base.accounts.queries import welcome_token
from namsao.base.accounts.tests.cast import NOW, a_user
from tests.matrix.world_of_goods import rows_of_goods
from tests.matrix.world_of_stars import a_council_for, rows_of_stars


def a_world(cast: SimpleNamespace) -> dict[str, dict[str, object]]:
    """url name -> keyword arguments of its address."""
    a_council_for(cast)
    area = an_area(cast)
    season = a_season(cast, area)
    harvest = a_harvest(cast, season)
    entry = an_entry(cast, season, photos=[a_picture()])
    product = a_product(cast)
    set_photo(product=product, content=a_jpeg(), by=cast.hoa, at=NOW)
    batch = a_batch(cast, product, {harvest: harvest.quantity_kg})
    run = issue(batch=batch, count=5, layout="a4-24", by=cast.hoa, at=NOW)
    paper = add_certificate(
        party=cast.htx, product=None, kind="management", scheme="HACCP", number="1", issuer="Nơi cấp",
        valid_from=date(2025, 1, 1), valid_to=None, by=cast.hoa, at=NOW,
    )  # fmt: skip
    report = a_report(cast, product)
    posting = Posting.objects.get(user=cast.hoa)
    newcomer = a_user("Người mới")
    key, _secret = make_key(name="Hệ thống", scopes=["epcis.query"], party=cast.htx, by=cast.quan, at=NOW)
    rows = {
        "area": area, "season": season, "harvest": harvest, "entry": entry,
        "diary_photo": entry.photos.get(), "input": an_input(cast), "product": product, "batch": batch, "run": run,
        "paper": paper, "report": report, "posting": posting, "party": cast.htx, "place": cast.luc_hon,
        "person": cast.hoa, "api_key": key, "event": batch.event, "facility": product.facility,
    }  # fmt: skip
    return (
        {name: {"pk": row.pk} for name, row in rows.items()}
        | {
            "welcome": {"token": welcome_token(newcomer)},
            "none": {},
            "sheet_kind": {"kind": "made"},
        }
        | {name: {"pk": row.pk} for name, row in rows_of_goods(cast, batch, harvest).items()}
        | rows_of_stars(cast, product)
    )
