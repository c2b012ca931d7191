"""Build the illustrative province in an empty database."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from namsao import packs
from namsao.apps.products.models import Batch, Product
from namsao.apps.scans import actions as scans
from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.models import User
from namsao.base.places.actions import load_pack
from namsao.base.places.models import Place
from namsao.core.resolver.scan import Scan
from namsao.core.serials import Serials
from namsao.packs.demo import compose
from namsao.project.demo import cards, diary, programme, ratings, register, stories
from namsao.project.demo.progress import Progress
from namsao.resolver.log import ScanLog

STEPS = {
    "54 xã, phường, đặc khu": 2,
    "219 chủ thể": 2,
    "Tài khoản trên thẻ": 2,
    "Ba câu chuyện, từ nương tới kệ": 14,
    "435 sản phẩm, 73 đã ra khỏi danh mục": 6,
    "1.339 tài khoản": 3,
    "2.600 mã truy xuất": 14,
    "Hồ sơ, hội đồng, giấy chứng nhận": 30,
    "Trang quét mã bằng năm thứ tiếng": 50,
    "Lượt quét và báo vấn đề": 3,
}
# The stories of the pack end on this day; a demo built before it would record the future.
TOLD_ON = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PAGES_AT_ONCE = 20


def build(data: Path) -> None:
    """Fill the database and write the cards. A terminal shows how far it is."""
    at = max(timezone.now(), TOLD_ON)
    progress = Progress(STEPS)
    people, told = fill(progress, at)
    *_titles, pages, scanned = STEPS
    with progress.step(pages):
        publish(progress, pages, at)
    with progress.step(scanned):
        hear(told, at)
    cards.write(data, people, [cards.story(each) for each in told])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def fill(progress: Progress, at: datetime) -> tuple[list[dict[str, Any]], list[stories.Told]]:
    """Everything of the province but its published pages and its scans. Returns: the cards' people, the stories."""
    titles = iter(STEPS)
    with progress.step(next(titles)):
        province, places = units(at)
    with progress.step(next(titles)):
        owners = register.producers(places, at)
    with progress.step(next(titles)):
        people = cards.people(province, owners[0], at)
        programme.people(province, places, at)
    with progress.step(next(titles)):
        told = tell_all(owners, places, at)
    with progress.step(next(titles)):
        made = register.register(owners, at)
    with progress.step(next(titles)):
        register.people(owners, User.objects.count(), at)
    with progress.step(next(titles)):
        register.batches(made, at)
    with progress.step(title := next(titles)):
        ratings.rate(province, at, partial(progress.within, title))
    return people, told


def units(at: datetime) -> tuple[Place, dict[str, Place]]:
    """The province, and its present units by code."""
    province = load_pack(pack=packs.load("places", "quang-ninh-2025-07"), by=INSTALLER, at=at)
    return province, {place.code: place for place in province.children.filter(valid_to=None)}


def tell_all(owners: Sequence[Any], places: dict[str, Place], at: datetime) -> list[stories.Told]:
    """The three stories. Products first: their GTINs are the first three of the prefix."""
    hoa = User.objects.get(email="hoa@demo.namsao")
    pack = stories.all_stories()
    products = [stories.product_of(s, owners[i], places, hoa, at) for i, s in enumerate(pack)]
    told = [stories.tell(s, p, places, hoa, at) for s, p in zip(pack, products, strict=True)]
    diary.write(hoa, at)
    return told


def publish(progress: Progress, title: str, at: datetime) -> None:
    """Everything the door answers, a few pages at a time."""
    scans.publish_furniture(by=INSTALLER, at=at)
    products = list(Product.objects.select_related("party__place__parent", "photo"))
    batches = list(
        Batch.objects.select_related(
            "product__party__place__parent", "product__photo", "facility__party", "facility__place__parent"
        )
    )
    everything = [("products", each) for each in products] + [("batches", each) for each in batches]
    for start in range(0, len(everything), PAGES_AT_ONCE):
        some = everything[start : start + PAGES_AT_ONCE]
        scans.publish(
            products=[each for kind, each in some if kind == "products"],
            batches=[each for kind, each in some if kind == "batches"],
            by=INSTALLER,
            at=at,
        )
        progress.within(title, start / len(everything))


def publish_again() -> None:
    """A kept folder under another port or address: its pages must name the new one."""
    title = "Trang quét mã theo địa chỉ mới"
    progress = Progress({title: 1})
    with progress.step(title):
        publish(progress, title, timezone.now())


def hear(told: Sequence[stories.Told], at: datetime) -> None:
    """Illustrative scans, through the door's own log, and two problem reports."""
    serials = Serials(settings.SERIALS_KEY)
    batches = Batch.objects.select_related("product").order_by("number")
    keys = [(f"01/{b.product.gtin}/10/{b.lot}", serials.write(b.number, 0)) for b in batches]
    log = ScanLog(Path(settings.SCANS_ROOT))
    for moment, key, serial, language in register.scans(keys, at):
        log.append(
            Scan(int(moment.timestamp() * 1000), key, serial, language, "registered", "page").to_line()
        )
    log.close()
    scans.take_over_scans(by=INSTALLER, at=at)
    for each, kind, text in (
        (told[0], "label", "Tem trên gói miến mua ở chợ Bình Liêu bị mờ, phải quét ba lần mới được."),
        (told[1], "fake", "Thấy bán hoa vàng trên mạng, ảnh tem giống hệt nhưng giá chỉ bằng một nửa."),
    ):
        code = f"/01/{each.product.gtin}/10/{each.batch.lot}"
        scans.report_problem(code=code, kind=kind, text=text, contact="", by=INSTALLER, at=at)


def counts() -> dict[str, int]:
    """The figures the demo promises, counted in the database."""
    from namsao.apps.labels.models import LabelRun  # noqa: PLC0415  # only the check needs it
    from namsao.base.parties.models import Party  # noqa: PLC0415  # as above

    today = timezone.localdate()
    return {
        "units": Place.objects.on(today).units().count(),
        "producers": Party.objects.producers().count(),
        "in_force": Product.objects.in_force(today).count(),
        "five_stars": Product.objects.in_force(today).filter(stars=5).count(),
        "delisted": Product.objects.delisted(today).count(),
        "accounts": User.objects.count(),
        "codes": sum(LabelRun.objects.values_list("count", flat=True)),
        "expected_accounts": len(list(compose.accounts())),
    }
