"""A recall from a bad harvest lot to the last pack: who does what, what everybody hears."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from namsao.apps.farms.tests.build import a_harvest
from namsao.apps.products.models import Batch
from namsao.apps.products.tests.build import a_batch
from namsao.apps.scans.actions import warn
from namsao.apps.scans.tests.build import Rows, asked, body, publish_all
from namsao.apps.traceability.actions import close_recall, launch_recall, open_recall
from namsao.apps.traceability.models import Event, Recall, RecallReturn, RecallStock
from namsao.base.accounts.tests.cast import NOW
from namsao.base.work.models import Notice
from namsao.core.serials import Serials
from namsao.core.words import LANGUAGES
from namsao.resolver.store import Store

pytestmark = pytest.mark.django_db

PUBLIC = {
    "what_vi": "Miến dong Bình Liêu, lô ML2611A",
    "why_vi": "Kiểm nghiệm thấy chì vượt mức cho phép.",
    "advice_vi": "Đừng ăn. Mang trả nơi đã mua.",
    "why_en": "A laboratory found too much lead.",
    "contact": "HTX Miến dong Lục Hồn, 0912 345 678",
}
TEXTS = {"what": {"vi": "Lô ML2611A"}, "why": {"vi": "Chì vượt mức"}, "advice": {"vi": "Mang trả"}}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def goods(cast: SimpleNamespace) -> tuple[SimpleNamespace, Batch]:
    """A harvest lot of 420 kg, and a batch of 100 packs out of 300 kg of it."""
    harvest = a_harvest(cast)
    return harvest, a_batch(cast, uses={harvest: Decimal(300)})


def a_recall(cast: SimpleNamespace, harvest, **facts) -> Recall:
    given = {"root": harvest.uri, "party": cast.htx, "reason": "Phiếu 15/KN: chì", "by": cast.lan, "at": NOW}
    return open_recall(**given | facts)


def test_a_bad_laboratory_result_ends_with_the_goods_destroyed(
    client, cast, django_capture_on_commit_callbacks
):
    harvest, batch = goods(cast)
    publish_all()
    case = opened_from(client, cast, harvest, batch)
    with django_capture_on_commit_callbacks(execute=True):
        assert post(client, cast.lan, "recall_launch", case, PUBLIC).status_code == 302
    everybody_is_warned(case, batch)
    holders_are_told(cast, case, harvest, batch)
    goods_come_back_and_are_destroyed(client, cast, case)
    refused = post(client, cast.lan, "recall_close", case, {"outcome": "done", "why": ""})
    assert (refused.status_code, "Còn hàng chưa thu về" in refused.content.decode()) == (422, True)
    with django_capture_on_commit_callbacks(execute=True):
        ended = post(client, cast.lan, "recall_close", case, {"outcome": "done", "why": "40 gói đã ăn hết"})
    assert ended.status_code == 302
    assert body(f"01/{batch.product.gtin}/10/{batch.lot}")["recalled"] is True
    report = client.get(reverse("traceability:recall_report", args=[case.pk]))
    assert (report.headers["Content-Type"], report.content[:5]) == ("application/pdf", b"%PDF-")
    anybody_reads_it(client, case, harvest, batch)


def opened_from(client, cast: SimpleNamespace, harvest, batch: Batch) -> Recall:
    """An inspector finds lead in a harvest lot. Lan opens a recall from it and sees lots, holders and amounts."""
    client.force_login(cast.lan)
    url = reverse("traceability:new_recall")
    assert f'value="{harvest.uri}"' in client.get(url, {"code": harvest.uri}).content.decode()
    opened = client.post(url, {"code": harvest.key, "reason": "Phiếu 15/KN: chì vượt mức"})
    case = Recall.objects.get()
    assert opened.headers["Location"] == reverse("traceability:recall", args=[case.pk])
    page = client.get(opened.headers["Location"]).content.decode()
    names = [
        "Củ dong riềng, Nương dong đồi Nà Sao",
        "Miến dong Bình Liêu",
        "HTX Miến dong Lục Hồn",
        "100 gói",
    ]
    assert [name for name in names if name not in page] == []
    assert [
        (str(each.line), each.party, each.had, each.has, each.sold) for each in RecallStock.objects.all()
    ] == [(harvest.key, cast.htx, 420, 120, 0), (batch.key, cast.htx, 100, 100, 0)]
    return case


def everybody_is_warned(case: Recall, batch: Batch) -> None:
    """The passport warns in five languages; the linkset says where to read on; the product names the lot."""
    entry = body(f"01/{batch.product.gtin}/10/{batch.lot}")
    assert entry["recalled"] is True
    assert (entry["links"][-1]["rel"], entry["links"][-1]["href"]) == (
        "https://ref.gs1.org/voc/recallStatus",
        settings.SITE_URL + reverse("recalls:recall", args=[case.pk]),
    )
    assert list(entry["pages"]) == list(LANGUAGES)
    assert "Kiểm nghiệm thấy chì" in entry["pages"]["vi"]
    assert "A laboratory found too much lead." in entry["pages"]["ko"]
    product = body(f"01/{batch.product.gtin}")
    assert product["recalled"] is False
    assert batch.lot in product["pages"]["vi"].split("So số lô trên bao bì")[1]
    strips = body("-/furniture")["verdicts"]
    assert all("verdict bad" in strips[language]["recalled"] for language in LANGUAGES)


def holders_are_told(cast: SimpleNamespace, case: Recall, harvest, batch: Batch) -> None:
    """Hoa and her commune hear what to do, and the ledger says where recalled goods lie."""
    called = f"Củ dong riềng, Nương dong đồi Nà Sao, {harvest.key}"
    told = Notice.objects.filter(key__startswith=f"recall:{case.pk}:")
    assert {(notice.user, notice.title, notice.severity) for notice in told} == {
        (cast.hoa, f"Ngừng bán, để riêng: triệu hồi {called}", "urgent"),
        (cast.tuan, f"Nơi giữ hàng ở xã: triệu hồi {called}", "urgent"),
    }
    event = Event.objects.get(disposition="recalled", biz_location=batch.facility.uri)
    assert (event.owner, event.biz_step) == (cast.htx, "holding")


def goods_come_back_and_are_destroyed(client, cast: SimpleNamespace, case: Recall) -> None:
    """Hoa records both, presses twice once, and sees how far it is."""
    stock = RecallStock.objects.get(line__recall=case, uom="")
    kept = {"done_on": "24/11/2026", "witness": "Tuấn, cán bộ xã", "quantity": "60"}
    returned = kept | {"kind": "returned", "client_id": str(uuid4())}
    destroyed = kept | {"kind": "destroyed", "of_returned": "on", "client_id": str(uuid4())}
    for sent in (returned, returned, destroyed):
        assert post(client, cast.hoa, "recall_record", stock, sent).status_code == 302
    assert [(row.kind, row.quantity) for row in RecallReturn.objects.order_by("pk")] == [
        ("returned", 60),
        ("destroyed", 60),
    ]
    told = Event.objects.filter(recall_return__isnull=False).order_by("pk")
    assert [(each.biz_step, each.disposition, each.action) for each in told] == [
        ("receiving", "returned", "OBSERVE"),
        ("destroying", "destroyed", "DELETE"),
    ]
    page = client.get(reverse("traceability:recall", args=[case.pk])).content.decode()
    assert "Xong 60 trên 100" in page


def anybody_reads_it(client, case: Recall, harvest, batch: Batch) -> None:
    """Without an account: the list, the recall in English, and the data."""
    client.logout()
    assert "Kiểm nghiệm thấy chì" in client.get("/recalls/").content.decode()
    assert "A laboratory found" in client.get(f"/recalls/{case.pk}/?lang=en").content.decode()
    rows = client.get("/recalls.json").json()["recalls"]
    assert [(row["code"], row["status"]) for row in rows] == [(case.code, "closed")]
    assert [lot["lot"] for lot in rows[0]["lots"]] == [batch.lot]


def post(client, user, page: str, thing, sent: dict[str, str]):
    client.force_login(user)
    return client.post(reverse(f"traceability:{page}", args=[thing.pk]), sent)


def test_a_pack_of_a_recalled_batch_is_recalled_by_its_serial_alone(cast, django_capture_on_commit_callbacks):
    harvest, batch = goods(cast)
    publish_all()
    with django_capture_on_commit_callbacks(execute=True):
        launch_recall(recall=a_recall(cast, harvest), texts=TEXTS, contact="0912", by=cast.lan, at=NOW)
    serial = Serials(settings.SERIALS_KEY).write(batch.number, 0)
    assert verdict(f"/01/{batch.product.gtin}/21/{serial}") == "recalled"
    assert verdict(f"/01/{batch.product.gtin}/10/{batch.lot}") == "recalled"
    assert verdict(f"/01/{batch.product.gtin}") == "registered"


def test_the_door_warns_before_a_page_is_rendered_and_both_say_the_same(cast):
    harvest, batch = goods(cast)
    publish_all()
    key = f"01/{batch.product.gtin}/10/{batch.lot}"
    before = body(key)
    case = launch_recall(recall=a_recall(cast, harvest), texts=TEXTS, contact="0912", by=cast.lan, at=NOW)
    assert warn(recall=case, by=cast.lan, at=NOW) == 1
    warned = body(key)
    assert (verdict(f"/{key}"), warned["pages"]) == ("recalled", before["pages"])
    publish_all()
    assert {name: value for name, value in body(key).items() if name != "pages"} == {
        name: value for name, value in warned.items() if name != "pages"
    }
    assert warn(recall=case, by=cast.lan, at=NOW) == 0


def test_a_lifted_warning_leaves_the_door(cast, django_capture_on_commit_callbacks):
    harvest, batch = goods(cast)
    publish_all()
    case = a_recall(cast, harvest)
    with django_capture_on_commit_callbacks(execute=True):
        launch_recall(recall=case, texts=TEXTS, contact="0912", by=cast.lan, at=NOW)
        close_recall(recall=case, outcome="lifted", why="Mẫu bị lẫn ở phòng", by=cast.lan, at=NOW)
    assert verdict(f"/01/{batch.product.gtin}/10/{batch.lot}") == "registered"
    assert "recallStatus" not in str(body(f"01/{batch.product.gtin}/10/{batch.lot}")["links"])


def test_a_drill_reaches_neither_the_door_nor_holders_nor_the_ledger(
    client, cast, django_capture_on_commit_callbacks
):
    harvest, batch = goods(cast)
    publish_all()
    events, pages = Event.objects.count(), body(f"01/{batch.product.gtin}/10/{batch.lot}")
    case = a_recall(cast, harvest, is_mock=True)
    with django_capture_on_commit_callbacks(execute=True):
        launch_recall(recall=case, texts=TEXTS, contact="0912", by=cast.lan, at=NOW)
    assert body(f"01/{batch.product.gtin}/10/{batch.lot}") == pages
    assert (Event.objects.count(), Notice.objects.count()) == (events, 0)
    assert client.get("/recalls.json").json()["count"] == 0
    assert client.get(f"/recalls/{case.pk}/").status_code == 404


def test_what_was_made_between_review_and_launch_is_recalled_too(cast, django_capture_on_commit_callbacks):
    harvest, batch = goods(cast)
    case = a_recall(cast, harvest)
    later = NOW + timedelta(hours=1)
    other = a_batch(cast, batch.product, uses={harvest: Decimal(50)}, lot="ML2611B", at=later)
    with django_capture_on_commit_callbacks(execute=True):
        launch_recall(recall=case, texts=TEXTS, contact="0912", by=cast.lan, at=later)
    assert other.uri in {line.epc.uri for line in case.lines.all()}
    assert body(f"01/{batch.product.gtin}/10/ML2611B")["recalled"] is True


def verdict(path: str) -> str:
    """What the door says of a path, by all that is published."""
    store = Store(source=None)
    store.load(Rows())
    return asked(store, path)[1]
